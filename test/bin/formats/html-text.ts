/** The text of the page, without its head, its script and its tags. */
export const textOf = (html: string): string =>
  html
    .replace(/^.*<body>/s, '')
    .replace(/<script.*<\/script>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** The section of the page with this id, as HTML. */
export const partOf = (html: string, id: string): string =>
  new RegExp(`<section id="${id}".*?(?=<section id="|</main>)`, 's').exec(html)?.[0] ?? '';

/** The text of the section of the page with this id. */
export const textOfPart = (html: string, id: string): string => textOf(`<body>${partOf(html, id)}`);
