import { SCRIPT, STYLE } from './assets.ts';
import { type Content, html, type Markup, trusted } from './markup.ts';

/**
 * The page loads nothing and sends no form; the browser accepts only the style and the script in the file.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE.source}`,
  `script-src ${SCRIPT.source}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A section of a page; `count` is the number of its entries. */
export interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly count?: number | undefined;
  readonly content: Markup;
}

/** What differs between the pages. */
export interface Page {
  /** The title of the window. */
  readonly title: string;
  readonly heading: string;
  /** What the page is about, in a sentence. */
  readonly subject: string;
  /** The account and the time: readers with several reports look for them first. */
  readonly made: Content;
  /** What stands before the links to the sections. */
  readonly introduction: Content;
  readonly sections: readonly PageSection[];
}

/** A page as one HTML file without references to other files, for the screen and for paper. */
export function pageText(page: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
${head(page)}
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${header(page)}
${main(page)}
<script type="module">${trusted(SCRIPT.text)}</script>
</body>
</html>
`.text;
}

function head({ title }: Page): Markup {
  return html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(STYLE.text)}</style>`;
}

function header({ heading, subject, made }: Page): Markup {
  return html`<header>
<p class="product">One Active Key</p>
<h1>${heading}</h1>
<p>${subject}</p>
<p class="made">${made}</p>
</header>`;
}

function main({ introduction, sections }: Page): Markup {
  return html`<main id="main" tabindex="-1">
${introduction}
<nav aria-label="In this report"><ul>${sections.map(link)}</ul></nav>
${sections.map(section)}
</main>`;
}

function link({ id, title, count }: PageSection): Markup {
  return html`<li><a href="#${id}">${title}${count === undefined ? '' : html` <span>${count}</span>`}</a></li>`;
}

function section({ id, title, count, content }: PageSection): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${count === undefined ? '' : html` <span class="total">${count}</span>`}</h2>
${content}
</section>
`;
}
