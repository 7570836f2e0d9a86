// One self-contained page: its styles, its data and its scripts inside; a policy that forbids every request.

import { html, scriptJson, trusted, type Html } from './html.ts';
import { styleSheet } from './page-sources.ts';

export function pageOf(page: { title: string; body: Html; data: unknown; script: string }): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(styleSheet())}
        </style>
      </head>
      <body>
        ${page.body}
        <script type="application/json" id="data">
          ${scriptJson(page.data)}
        </script>
        <script>
          ${trusted(page.script)};
        </script>
      </body>
    </html> `.markup;
}
