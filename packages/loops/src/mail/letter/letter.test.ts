import { describe, expect, it } from 'vitest';
import { testLoop, testSettings } from '../../loop/testing.ts';
import { optOutSentence } from './footer.ts';
import { letterFor } from './letter-for.ts';
import { letterHtml } from './letter-html.ts';
import { assertNoVariables, renderTemplate, textFor, type LetterValues } from './render-template.ts';

const T0 = Date.UTC(2026, 10, 5, 23, 30);
const NOTHING: LetterValues = { 'customer.name': '', 'customer.firstName': '', 'feedback.comment': '', 'feedback.date': '', 'feedback.score': '', 'loop.action': '', 'loop.rootCause': '', 'owner.name': '', department: '', company: '', answerLink: '', link: '' };

describe('templates', () => {
  it('are filled once: what a customer wrote is no variable', () => {
    expect(renderTemplate('{{customer.name}} of {{ company }}: {{feedback.comment}}', { ...NOTHING, 'customer.name': '{{company}}', company: 'A', 'feedback.comment': '$& {{link}} $1' })).toBe('{{company}} of A: $& {{link}} $1');
  });

  it('leave no blank before a comma where nothing is known', () => {
    expect(renderTemplate('Dear {{customer.name}},\nthanks {{customer.name}}!\nYours {{owner.name}}\n{{company}}', { ...NOTHING, company: 'A' })).toBe('Dear,\nthanks!\nYours\nA');
    expect(renderTemplate('Dear {{customer.name}} , x', { ...NOTHING, 'customer.name': 'Ann' })).toBe('Dear Ann , x');
  });

  it('with a variable that there is not are refused, and letters that still hold one', () => {
    expect(() => renderTemplate('{{customer.nmae}}', NOTHING)).toThrow('a variable that there is not');
    expect(() => assertNoVariables({ subject: 'x', body: 'Dear {{ customer.name }}' })).toThrow('double braces');
    expect(() => assertNoVariables({ subject: 'x', body: 'Use {{mustache}} and {}' })).not.toThrow();
  });

  it.each([['zh-TW', 'zh-TW'], ['ZH-tw', 'zh-TW'], ['zh', 'zh-TW'], ['zh-HK', 'zh-TW'], ['en-GB', 'en'], ['pl', 'en'], ['', 'en'], ['pt-PT', 'pt-BR'], ['pt-BR', 'pt-BR']])('speak for %s in %s', (language, tag) => {
    expect(textFor({ en: 1, 'zh-TW': 2, 'pt-BR': 3 }, language).language).toBe(tag);
  });
});

describe('a letter', () => {
  const template = { texts: { en: { subject: 'To {{customer.name}}', body: 'x' }, de: { subject: '{{customer.name}}, {{feedback.score}}', body: '{{feedback.date}} {{department}} {{owner.name}} {{loop.rootCause}}/{{loop.action}} {{company}} {{customer.firstName}} „{{feedback.comment}}“ {{link}}' } } };
  const settings = testSettings();
  const loop = testLoop(T0, { settings, owner: 'bo' });
  loop.act(T0 + 1, { do: 'act', rootCause: 'bug', action: 'fixed' });
  const sources = { loop: loop.state, recipient: { id: 'c', name: 'Ann Lee', email: 'a@b.co', consent: true }, feedback: { id: 'f', comment: ' too slow ', occurredAt: T0 }, settings, company: 'Halvorn', timeZone: 'Asia/Seoul', link: 'https://h.example/r/x' };

  it('is written from the loop, the feedback, the customer, the owner and the company, in the language of the feedback', () => {
    // Half past eleven at night in UTC is the next day in Seoul.
    expect(letterFor(template, sources)).toEqual({ language: 'de', subject: 'Ann Lee, 2/10', body: '6. November 2026 Support Bo Lind Bug/Fixed Halvorn Ann „too slow“ https://h.example/r/x' });
  });

  it('has a subject of one line, whatever the customer is called', () => {
    const name = 'Ann\r\nBcc: evil@example.com\u2028\u202E x\u0000';
    expect(letterFor(template, { ...sources, recipient: { ...sources.recipient, name } }).subject).toBe('Ann Bcc: evil@example.com x, 2/10');
  });

  it.each([['Ann Lee', 'Ann'], ['王小明', '王小明'], ['김 철수', '김 철수'], ['Nguyễn Văn An', 'An'], ['Łukasz Żak', 'Łukasz'], ['', '']])('calls %j %j', (name, first) => {
    const only = { texts: { en: { subject: '-', body: '{{customer.firstName}}' } } };
    expect(letterFor(only, { ...sources, recipient: { ...sources.recipient, name } }).body).toBe(first);
  });

  it('is escaped in HTML, and leads nowhere but where Heed leads', () => {
    const html = letterHtml({ body: 'Dear <b>"Ann"</b>,\r\nsee https://evil.example\n\n\nhttps://h.example/m/a-b', language: 'en', links: ['https://h.example/m/a-b'] });
    expect(html).toContain('<p>Dear &lt;b&gt;&quot;Ann&quot;&lt;/b&gt;,<br>\nsee https://evil.example</p>\n<p><a href="https://h.example/m/a-b">https://h.example/m/a-b</a></p>');
    expect(html.match(/href=/g)).toHaveLength(1);
  });

  it.each([['en-US', 'If you'], ['zh-TW', '若您'], ['zh-CN', '若您'], ['ko', '앞으로'], ['vi', 'Nếu'], ['tr', 'Bizden'], ['pl', 'Jeśli'], ['fr', 'If you'], ['', 'If you']])('says in %s how to stop', (language, words) => {
    expect(optOutSentence(language).startsWith(words)).toBe(true);
  });
});
