import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Browser } from 'playwright-core';

/** Which pages of a PDF, and how many pixels a point is. */
interface PaperOptions {
  readonly pages: readonly number[];
  readonly scale: number;
}

/** A picture of some pages of a PDF beside each other, as PNG. */
export async function pictureOfPages(
  browser: Browser,
  pdf: Uint8Array,
  { pages, scale }: PaperOptions,
): Promise<Buffer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const bitmaps: Buffer[] = [];
  let size = { width: 0, height: 0 };
  for (const number of pages) {
    const { data, width, height } = await document.getPage(number - 1).render({ scale, render: 'bitmap' });
    bitmaps.push(bitmapFile(data, width, height));
    size = { width, height };
  }
  document.destroy();
  library.destroy();
  const gap = 12;
  const page = await browser.newPage({
    viewport: { width: pages.length * (size.width + gap) - gap, height: size.height },
  });
  const images = bitmaps.map((each) => `<img src="data:image/bmp;base64,${each.toString('base64')}">`);
  await page.setContent(
    `<body style="margin:0;display:flex;gap:${gap}px;background:#808a95">${images.join('')}`,
    {
      waitUntil: 'load',
    },
  );
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** The bytes of a BMP with 32 bits a pixel, from the top to the bottom, which a browser shows as it is. */
function bitmapFile(rgba: Uint8Array, width: number, height: number): Buffer {
  const headers = Buffer.alloc(54);
  headers.write('BM');
  headers.writeUInt32LE(headers.length + rgba.length, 2);
  headers.writeUInt32LE(headers.length, 10);
  headers.writeUInt32LE(40, 14);
  headers.writeInt32LE(width, 18);
  headers.writeInt32LE(-height, 22);
  headers.writeUInt16LE(1, 26);
  headers.writeUInt16LE(32, 28);
  const bgra = Buffer.from(rgba);
  for (let index = 0; index < bgra.length; index += 4) {
    bgra[index] = rgba[index + 2] ?? 0;
    bgra[index + 2] = rgba[index] ?? 0;
  }
  return Buffer.concat([headers, bgra]);
}
