// What is put into a page stays text, whatever it is called.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { html, scriptJson, trusted } from './html.ts';

test('text is escaped, in elements and in attributes', () => {
  const name = `<img src=x onerror="alert('1')"> & co`;
  expect(html`<p title="${name}">${name}</p>`.markup).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co">' +
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co</p>',
  );
});

test('markup that came out of a template goes in as it is, lists line by line', () => {
  const items = ['a', '<b>'].map((text) => html`<i>${text}</i>`);
  expect(html`<b>${items}</b>${trusted('<hr>')}${7}`.markup).toBe('<b><i>a</i>\n<i>&lt;b&gt;</i></b><hr>7');
});

test('JSON cannot end the script that it stands in, and says the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.constantFrom('</script>', '<!--', ']]>', '\u2028', '&lt;')), (value) => {
      const { markup } = scriptJson({ value });
      expect(markup).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(markup)).toEqual(JSON.parse(JSON.stringify({ value })));
    }),
  );
});
