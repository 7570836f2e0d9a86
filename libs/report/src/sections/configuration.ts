// The configuration as the run was asked for, and the names that tell this run from another.

import { html, type Html } from '../html.ts';
import type { ReportData } from '../report-data.ts';
import { section } from './section.ts';

export function configuration({ configuration: asked, identity }: ReportData): Html {
  const rows = identity.map(
    ([label, value]) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td>${value}</td>
      </tr>`,
  );
  const body = html`<pre tabindex="0" aria-label="Configuration as JSON">
${JSON.stringify(asked, undefined, 2) ?? ''}</pre>
    <h3>Identity</h3>
    <table class="identity">
      <tbody>
        ${rows}
      </tbody>
    </table>`;
  const about = 'The same configuration on the same data gives this report again, byte for byte.';
  return section('configuration', 'Configuration', { about }, body);
}
