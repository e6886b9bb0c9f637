/** What a key may do while nobody is writing. */
export interface Shortcuts {
  go: (href: string) => void;
  showAll: () => void;
  /** Opens the palette, or closes it. */
  palette: () => void;
}

const PLACES: Record<string, string> = { o: '/', f: '/feedback', t: '/themes', d: '/departments', l: '/loops', x: '/explore', a: '/alerts', w: '/walls' };
/** How long after `g` a letter still means a page. */
const CHORD = 1_500;

/** Whether a key press belongs to a field, a menu or a dialog and not to the page. */
export function isBusy(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  return target instanceof Element && target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [role=dialog]') !== null;
}

/** Chrome and Firefox open their own search with it, which a page may keep. */
const isPaletteKey = ({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: KeyboardEvent): boolean => key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey && !defaultPrevented;

/** Listens for Ctrl-K or Cmd-K, also while somebody writes, for `/`, `g` and a letter, and `?`. Pages listen for their own keys beside it. */
export function listenForShortcuts({ go, showAll, palette }: Shortcuts): (event: KeyboardEvent) => void {
  let pressedG = 0;
  return (event) => {
    if (isPaletteKey(event)) {
      event.preventDefault();
      palette();
      return;
    }
    if (isBusy(event)) return;
    const place = PLACES[event.key];
    if (event.key === '?') showAll();
    else if (event.key === 'g') pressedG = event.timeStamp;
    else if (place !== undefined && pressedG > 0 && event.timeStamp - pressedG < CHORD) go(place);
    else if (event.key === '/') {
      const field = document.querySelector<HTMLInputElement>('[data-search]');
      if (field) field.focus();
      else go('/feedback#search');
      event.preventDefault();
    }
    if (event.key !== 'g') pressedG = 0;
  };
}
