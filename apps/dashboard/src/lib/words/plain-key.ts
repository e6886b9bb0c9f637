/** A key for something that has a name: small letters of the alphabet, `-` between words, numbered where it is taken; `otherwise` where nothing of the name is left. */
export function plainKey(name: string, { taken, otherwise }: { taken: readonly string[]; otherwise: string }): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 36)
    .replaceAll(/^-+|-+$/g, '');
  const base = plain === '' ? otherwise : plain;
  let key = base;
  for (let number = 2; taken.includes(key); number++) key = `${base}-${number}`;
  return key;
}
