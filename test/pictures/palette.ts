import { zlibSync } from 'fflate';
import type { Browser } from 'playwright-core';

/** Red, green, blue and opacity of each pixel, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** The same picture with 256 of its colours, as PNG (W3C, "Portable Network Graphics", colour type 3). */
export async function withPalette(browser: Browser, png: Uint8Array): Promise<Buffer> {
  const { width, height, rgba } = await pixelsOf(browser, png);
  const colors = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const palette = mostFrequent(colors);
  const indexOf = new Map(palette.map((color, index) => [color, index]));
  // Each row begins with its filter: none, which suits a palette.
  const rows = Buffer.alloc((width + 1) * height);
  colors.forEach((color, pixel) => {
    const index = indexOf.get(color) ?? nearest(color, palette);
    indexOf.set(color, index);
    rows[pixel + Math.floor(pixel / width) + 1] = index;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const chunks = [
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((color) => parts(color)))),
    chunk('IDAT', Buffer.from(zlibSync(rows, { level: 9 }))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks]);
}

/** A browser decodes a PNG; the function is a string, since the DOM has no types here. */
async function pixelsOf(browser: Browser, png: Uint8Array): Promise<Pixels> {
  const page = await browser.newPage();
  const url = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const { width, height, base64 } = await page.evaluate<{
    width: number;
    height: number;
    base64: string;
  }>(`(async () => {
    const image = new Image();
    image.src = ${JSON.stringify(url)};
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    const blob = new Blob([context.getImageData(0, 0, width, height).data]);
    const reader = new FileReader();
    const read = new Promise((resolve) => reader.addEventListener('load', resolve));
    reader.readAsDataURL(blob);
    await read;
    return { width, height, base64: reader.result.split(',')[1] };
  })()`);
  await page.close();
  return { width, height, rgba: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/**
 * The colours that are most frequent; those that are no grey count more, since the few of them have a
 * meaning.
 */
function mostFrequent(colors: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  for (const [color, number] of counts) {
    const isColorful = Math.max(...parts(color)) - Math.min(...parts(color)) > 60;
    if (isColorful) counts.set(color, number * 20);
  }
  const byFrequency = [...counts].sort(([, a], [, b]) => b - a);
  return byFrequency.slice(0, 256).map(([color]) => color);
}

/** Red, green and blue; the first byte of four is red on every machine that Node.js runs on. */
function parts(color: number): [number, number, number] {
  return [color & 0xff, (color >>> 8) & 0xff, (color >>> 16) & 0xff];
}

function nearest(color: number, palette: readonly number[]): number {
  const wanted = parts(color);
  const distances = palette.map((each) =>
    parts(each).reduce((sum, part, index) => sum + (part - (wanted[index] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The checksum of a chunk (W3C, "Portable Network Graphics", section "CRC algorithm"). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
