/** What a screen said of itself. */
interface Told {
  online: boolean;
  /** Null for one that was never opened. */
  lastSeenAt: string | null;
  /** Whether what it shows is old. */
  stale: boolean;
  release: string | null;
}

export type DisplayState = 'online' | 'stale' | 'away' | 'never';

/** How a screen is. What it said of its data counts only while it is there to say it. */
export function displayState({ online, lastSeenAt, stale }: Omit<Told, 'release'>): DisplayState {
  if (online) return stale ? 'stale' : 'online';
  return lastSeenAt === null ? 'never' : 'away';
}

/** Whether a screen still shows an earlier release of Heed than the server's. */
export const isOld = ({ release }: Pick<Told, 'release'>, current: string): boolean => release !== null && release !== '' && release !== current;

/** Addresses of networks out of what somebody typed or pasted: between spaces, commas or lines, each once. */
export const networksOf = (text: string): string[] => [...new Set(text.split(/[\s,;，、]+/u).filter((one) => one !== ''))];
