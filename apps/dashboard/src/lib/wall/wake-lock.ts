/**
 * Keeps the screen awake until the returned function is called. A browser takes the lock back whenever its page is hidden, so it is asked
 * for again; where it knows no such lock (it needs https), the device's own settings must do.
 */
export function keepAwake(): () => void {
  let ended = false;
  let lock: WakeLockSentinel | null = null;
  const ask = async (): Promise<void> => {
    if (ended || document.visibilityState !== 'visible' || (lock && !lock.released)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
      if (ended) await lock.release();
    } catch {
      // Refused, for example by an empty battery: the next time that the page is seen it is asked again.
    }
  };
  const again = (): void => void ask();
  if (!('wakeLock' in navigator)) return () => undefined;
  document.addEventListener('visibilitychange', again);
  // A lock that the system took back without hiding the page, and one that was refused.
  const timer = setInterval(again, 60_000);
  again();
  return () => {
    ended = true;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
}
