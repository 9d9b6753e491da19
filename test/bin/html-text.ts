/** The words of the page, without its head, its script and its tags. */
export const textOf = (html: string): string =>
  html
    .replace(/^.*<body>/s, '')
    .replace(/<script.*<\/script>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** The part of the page with an id. */
export const partOf = (html: string, id: string): string =>
  new RegExp(`<section id="${id}".*?(?=<section id="|</main>)`, 's').exec(html)?.[0] ?? '';

/** The words of the part of the page with an id. */
export const textOfPart = (html: string, id: string): string => textOf(`<body>${partOf(html, id)}`);
