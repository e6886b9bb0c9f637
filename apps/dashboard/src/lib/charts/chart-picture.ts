import type { ChartInk } from './chart-ink.ts';

export interface Picture {
  url: string;
  ink: ChartInk;
  width: number;
  height: number;
  /** Above it, where several stand below each other. */
  caption?: string;
}

const MARGIN = 24;
const CAPTION = 28;

async function loaded(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Charts with a title and a line below, one under the other, as a PNG that can stand alone in a document. */
export async function chartPicture(pictures: readonly Picture[], { title, note }: { title: string; note: string }): Promise<Blob> {
  const [first] = pictures;
  if (!first) throw new Error('Nothing is drawn yet.');
  const { ink } = first;
  const images = await Promise.all(pictures.map(({ url }) => loaded(url)));
  const width = Math.max(...pictures.map((one) => one.width));
  const heights = pictures.map(({ height, caption }) => height + (caption === undefined ? 0 : CAPTION));
  const canvas = document.createElement('canvas');
  const head = 64;
  const foot = 36;
  const height = heights.reduce((sum, one) => sum + one, 0);
  canvas.width = (width + 2 * MARGIN) * 2;
  canvas.height = (head + height + foot) * 2;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws no pictures.');
  pen.scale(2, 2);
  pen.fillStyle = ink.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = ink.ink;
  pen.font = `600 20px ${ink.font}`;
  pen.fillText(title, MARGIN, 40, width);
  pen.font = `600 14px ${ink.font}`;
  let top = head;
  pictures.forEach(({ caption, ...one }, index) => {
    if (caption !== undefined) pen.fillText(caption, MARGIN, top + 18, width);
    const image = images[index];
    if (image) pen.drawImage(image, MARGIN, top + (caption === undefined ? 0 : CAPTION), one.width, one.height);
    top += heights[index] ?? 0;
  });
  pen.fillStyle = ink.ink3;
  pen.font = `12px ${ink.font}`;
  pen.fillText(note, MARGIN, head + height + 22, width);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser draws no pictures.'))), 'image/png');
  });
}

/** Puts a picture on the clipboard, or saves it as a file where the browser keeps pictures off the clipboard. */
export async function copyPicture(blob: Promise<Blob>, { name }: { name: string }): Promise<'copied' | 'saved'> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    return 'copied';
  } catch {
    const address = URL.createObjectURL(await blob);
    const link = Object.assign(document.createElement('a'), { href: address, download: name });
    link.click();
    URL.revokeObjectURL(address);
    return 'saved';
  }
}
