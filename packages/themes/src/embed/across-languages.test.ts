import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Themes } from '../create-themes.ts';
import { SUBJECT_NAMES, commentsOn, type Subject } from '../testing/corpus.ts';
import { finished, openPlace, type Place } from '../testing/running-themes.ts';
import { createEmbedder } from './create-embedder.ts';
import type { Embedder } from './embedder.ts';
import { says, startEmbeddingServer, status, type Answer, type EmbeddingServer } from './testing/embedding-server.ts';

/** What the subjects of the English corpus sound like in Polish. */
const POLISH: Readonly<Record<Subject, readonly (readonly string[])[]>> = {
  delivery: [['Moja paczka', 'Przesyłka od kuriera', 'Dostawa zamówienia', 'Kurier z paczką'], ['przyszła trzy dni za późno', 'utknęła w magazynie', 'trafiła pod zły adres', 'nadal nie dotarła'], ['a śledzenie stoi w miejscu', 'choć zapłaciłem za ekspres', 'i nikt nie zadzwonił', '']],
  app: [['Aplikacja', 'Wasza aplikacja mobilna', 'Nowa wersja aplikacji', 'Aplikacja w telefonie'], ['zawiesza się przy logowaniu', 'pokazuje pusty ekran', 'wylogowuje mnie co godzinę', 'wyłącza się po aktualizacji'], ['i muszę ją instalować ponownie', 'także na tablecie', 'nawet po restarcie', '']],
  invoice: [['Moja faktura', 'Rachunek za ten miesiąc', 'Kwota na fakturze', 'Wyciąg z karty'], ['została naliczona podwójnie', 'zawiera niejasną opłatę', 'jest wyższa niż w umowie', 'ma błędny podatek'], ['a zwrot nie przyszedł', 'i księgowość milczy', 'drugi miesiąc z rzędu', '']],
  staff: [['Obsługa w sklepie', 'Pani przy kasie', 'Sprzedawca w salonie', 'Zespół w sklepie'], ['była miła i cierpliwa', 'pomogła dobrać rozmiar', 'wszystko spokojnie wyjaśniła', 'przywitała nas uśmiechem'], ['choć był tłum ludzi', 'i znalazła zamiennik', 'w sobotnie popołudnie', '']],
};
const polish = (subject: Subject): string[] => {
  const [openings = [], happenings = [], ends = []] = POLISH[subject];
  return ends.flatMap((end) => openings.flatMap((opening) => happenings.map((happening) => `${opening} ${happening} ${end}`.trim())));
};

let place: Place;
let server: EmbeddingServer;
let ids: Map<string, string[]>;
/** Subject and language of each comment, as a model of many languages would tell them. */
let meanings: Map<string, { subject: number; language: number }>;

beforeEach(async () => {
  place = await openPlace();
  server = await startEmbeddingServer();
  ids = new Map();
  meanings = new Map();
  for (const [number, subject] of SUBJECT_NAMES.entries()) {
    for (const [language, comments] of [['en', commentsOn(subject, 60)], ['pl', polish(subject)]] as const) {
      ids.set(`${subject} ${language}`, await place.write(comments, { language }));
      for (const comment of comments) meanings.set(comment, { subject: number, language: language === 'pl' ? 1 : 0 });
    }
  }
});
afterEach(async () => {
  await place.close();
  await server.close();
  expect(place.errors).toEqual([]);
});

/** Says what a comment is about, and more loudly in which language it is, as models do; the rest is its own. */
const meaning: Answer = ({ input }, response) => {
  const data = input.map((text, index) => {
    const { subject = 0, language = 0 } = meanings.get(text) ?? {};
    const own = Array.from({ length: 8 }, (_, at) => (((text.length * 31 + (text.codePointAt((at * 7) % text.length) ?? 0) * 17) % 101) - 50) / 400);
    return { index, embedding: [...SUBJECT_NAMES.map((_, at) => (at === subject ? 1 : 0)), language === 0 ? 2 : 0, language === 1 ? 2 : 0, ...own] };
  });
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
};
const embedder = (): Embedder => createEmbedder({ baseUrl: server.baseUrl, model: 'many-languages', pause: () => Promise.resolve() });
const discover = async (themes: Themes) => finished(themes.studies.begin({ kind: 'discover', by: 'anna' }));

/** The themes of most comments of a subject in a language. */
async function themesOf(subject: Subject, language: string): Promise<Set<string>> {
  const counts = new Map<string, number>();
  const readings = await place.readings(ids.get(`${subject} ${language}`) ?? []);
  for (const reading of readings) for (const theme of reading?.themes.slice(0, 1) ?? []) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= readings.length / 10).map(([theme]) => theme));
}

it('with an embedder one theme has the comments of all languages, and each of them is still routed by its words', async () => {
  // A server that stumbles is asked again.
  server.answers(status(503), status(429, { headers: { 'retry-after': '1' } }), meaning);
  const themes = await place.start({ languages: () => ['en', 'pl'], embedder: embedder() });
  expect(await discover(themes)).toMatchObject({ state: 'done', refusal: null });
  await themes.restated();
  for (const subject of SUBJECT_NAMES) {
    const [english, inPolish] = [await themesOf(subject, 'en'), await themesOf(subject, 'pl')];
    expect([...english].filter((theme) => inPolish.has(theme)).length, subject).toBeGreaterThan(0);
    for (const other of SUBJECT_NAMES) if (other !== subject) for (const theme of await themesOf(other, 'pl')) expect(english.has(theme), `${subject} ${other}`).toBe(false);
  }
  const [shared] = [...(await themesOf('delivery', 'en'))].filter((theme) => themes.catalogue.state().themes.get(theme)?.language === null);
  expect(shared).toBeDefined();
  // What comes now is read without it.
  const asked = server.received.length;
  const [fresh] = await place.write(['Kurier zostawił paczkę pod złym adresem, przesyłka przepadła'], { language: 'pl' });
  await themes.caughtUp();
  expect(await themesOf('delivery', 'en')).toContain((await place.readings([fresh ?? '']))[0]?.themes[0]);
  expect(server.received).toHaveLength(asked);
  expect(themes.embedder()).toMatchObject({ model: 'many-languages', degraded: null });
  // Only words were sent, and nothing of who wrote them.
  expect(new Set(server.received.flatMap(({ input }) => input))).toEqual(new Set(meanings.keys()));
}, 240_000);

it.each<[string, Answer[]]>([
  ['talks nonsense', [says('<html>')]],
  ['breaks down half-way', [meaning, status(500)]],
])('where the embedder %s, each language is grouped by itself, and that is said', async (_what, answers) => {
  server.answers(...answers);
  const themes = await place.start({ languages: () => ['en', 'pl'], embedder: embedder() });
  expect(await discover(themes)).toMatchObject({ state: 'done', refusal: null, result: { withoutEmbedder: 2 } });
  await themes.restated();
  expect([...themes.catalogue.state().themes.values()].filter(({ parent, language }) => parent !== null && language === null)).toEqual([]);
  expect((await themesOf('delivery', 'en')).size).toBeGreaterThan(0);
  expect((await themesOf('delivery', 'pl')).size).toBeGreaterThan(0);
  expect(themes.embedder()?.degraded?.message).toMatch(/endpoint of embeddings/);
}, 240_000);

it('without an embedder nothing leaves this machine', async () => {
  const themes = await place.start({ languages: () => ['en', 'pl'] });
  const before = globalThis.fetch;
  const asked: string[] = [];
  globalThis.fetch = (input, init) => {
    asked.push(String(input instanceof Request ? input.url : input));
    return before(input, init);
  };
  try {
    expect(await discover(themes)).toMatchObject({ state: 'done' });
  } finally {
    globalThis.fetch = before;
  }
  expect(asked).toEqual([]);
  expect(server.received).toEqual([]);
  expect(themes.embedder()).toBeNull();
}, 240_000);
