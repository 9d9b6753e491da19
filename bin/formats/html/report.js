// Sorts and filters the tables. Without it the report is complete all the same.
const collator = new Intl.Collator('en', { numeric: true });

/** What is sorted and filtered: each `tbody` where a user has one of its own, each row elsewhere. */
function itemsOf(table) {
  return table.tBodies.length > 1 || table.tBodies[0].dataset.user !== undefined
    ? [...table.tBodies]
    : [...table.tBodies[0].rows];
}

function sortValue(item, key, column) {
  return item.dataset[key] ?? item.cells?.[column]?.textContent ?? '';
}

function sort(table, head) {
  const isAscending = head.getAttribute('aria-sort') !== 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
  const items = itemsOf(table);
  const parent = items[0].parentNode;
  const valued = items.map((item) => [sortValue(item, head.dataset.sort, head.cellIndex), item]);
  valued.sort(([a], [b]) => collator.compare(a, b) * (isAscending ? 1 : -1));
  parent.append(...valued.map(([, item]) => item));
}

function makeSortable(table) {
  for (const head of table.querySelectorAll('th[data-sort]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sort(table, head));
    head.append(button);
  }
}

function makeFilterable(tools) {
  const table = document.getElementById(tools.dataset.for);
  const [text, verdict, status] = ['input', 'select', '[role=status]'].map((what) =>
    tools.querySelector(what),
  );
  const all = status.textContent;
  let searched;
  const show = () => {
    searched ??= itemsOf(table).map((item) => [
      item,
      item.textContent.toLowerCase(),
      item.querySelector('.badge').textContent,
    ]);
    const wanted = text.value.trim().toLowerCase();
    let shown = 0;
    for (const [item, content, its] of searched) {
      item.hidden = !content.includes(wanted) || (verdict.value !== '' && verdict.value !== its);
      if (!item.hidden) shown += 1;
    }
    status.textContent = shown === searched.length ? all : `${shown} of ${all} shown`;
  };
  text.addEventListener('input', show);
  verdict.addEventListener('change', show);
  // Browsers keep what was typed when a page is loaded again.
  if (text.value || verdict.value) show();
  tools.querySelector('.inputs').hidden = false;
}

for (const table of document.querySelectorAll('table.sortable')) makeSortable(table);
for (const tools of document.querySelectorAll('.tools')) makeFilterable(tools);
