// Sorts and filters the tables. The report is complete without this script.
const collator = new Intl.Collator('en', { numeric: true });

/** The items to sort and filter: every `tbody` if each user has its own, otherwise every row. */
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
  const sortable = items.map((item) => [sortValue(item, head.dataset.sort, head.cellIndex), item]);
  sortable.sort(([a], [b]) => collator.compare(a, b) * (isAscending ? 1 : -1));
  parent.append(...sortable.map(([, item]) => item));
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
  const [text, verdict, status] = ['input', 'select', '[role=status]'].map((selector) =>
    tools.querySelector(selector),
  );
  const all = status.textContent;
  let searchable;
  const filter = () => {
    searchable ??= itemsOf(table).map((item) => [
      item,
      item.textContent.toLowerCase(),
      verdict && item.querySelector('.badge').textContent,
    ]);
    const query = text.value.trim().toLowerCase();
    let shown = 0;
    for (const [item, content, itemVerdict] of searchable) {
      item.hidden = !content.includes(query) || Boolean(verdict?.value && verdict.value !== itemVerdict);
      if (!item.hidden) shown += 1;
    }
    status.textContent = shown === searchable.length ? all : `${shown} of ${all} shown`;
  };
  text.addEventListener('input', filter);
  verdict?.addEventListener('change', filter);
  // Browsers restore the input when a page is reloaded.
  if (text.value || verdict?.value) filter();
  tools.querySelector('.inputs').hidden = false;
}

/** A list that is closed would not be on paper in browsers that do not know the rule in the style sheet. */
function openForPaper() {
  const closed = [...document.querySelectorAll('details:not([open])')];
  for (const list of closed) list.open = true;
  addEventListener(
    'afterprint',
    () => {
      for (const list of closed) list.open = false;
    },
    { once: true },
  );
}

addEventListener('beforeprint', openForPaper);
for (const table of document.querySelectorAll('table.sortable'))
  if (itemsOf(table).length > 1) makeSortable(table);
for (const tools of document.querySelectorAll('.tools')) makeFilterable(tools);
