// HTML from templates: whatever is put in is text, unless it came out of a template itself.

/** Markup that is safe to stand in a page. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | readonly Html[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((text, string, index) => text + markupOf(parts[index - 1] ?? '') + string);
  return { markup };
}

export const NOTHING: Html = { markup: '' };

/** For text that this package has written itself: its style sheet and its scripts. */
export const trusted = (markup: string): Html => ({ markup });

function markupOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if (Array.isArray(part)) return (part as readonly Html[]).map(({ markup }) => markup).join('\n');
  return (part as Html).markup;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

/** JSON that can stand in a `<script>`: no sign in it can end the element or begin a comment. */
export const scriptJson = (value: unknown): Html =>
  trusted(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
