const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, whatever it holds. */
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/**
 * The same words as plain HTML: paragraphs, line breaks, and the links that Heed itself put in. Everything else is text, addresses that a
 * customer wrote too: nobody shall be led elsewhere by a letter of ours.
 */
export function letterHtml({ body, language, links }: { body: string; language: string; links: readonly string[] }): string {
  const anchors = new Map(links.map((link) => [escapeHtml(link), `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`]));
  const paragraphs = escapeHtml(body.replaceAll('\r\n', '\n').trim())
    .split(/\n{2,}/)
    .map((text) => {
      let linked = text;
      for (const [written, anchor] of anchors) linked = linked.replaceAll(written, anchor);
      return `<p>${linked.replaceAll('\n', '<br>\n')}</p>`;
    });
  return `<!doctype html>\n<html lang="${escapeHtml(language)}"><body style="font-family: sans-serif; line-height: 1.5">\n${paragraphs.join('\n')}\n</body></html>\n`;
}
