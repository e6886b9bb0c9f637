/** For a sheet that scrolls by itself where it is wider than its room: the keyboard can then reach it; elsewhere it is no stop on the way. */
export function reachable(sheet: HTMLElement): () => void {
  const watching = new ResizeObserver(() => {
    if (sheet.scrollWidth > sheet.clientWidth) sheet.tabIndex = 0;
    else sheet.removeAttribute('tabindex');
  });
  watching.observe(sheet);
  return () => watching.disconnect();
}
