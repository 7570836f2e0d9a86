// A report in a browser, as its reader has it: on a desk and on a phone, in light and in dark.

import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { findChromium, startBrowser, type Browser, type Page, type PageOptions } from './browser.ts';
import { sampleRun, type SampleRun } from './sample-run.ts';

jest.setTimeout(60_000);

const chromium = findChromium();
const DESK = { width: 1280, height: 900, scheme: 'light' } as const;
const PHONE = { width: 360, height: 740, scheme: 'dark', isPhone: true } as const;
const onPage = chromium === undefined ? test.skip : test;
const why = chromium === undefined ? ' [skip: no chromium on the path that runs]' : '';

let run: SampleRun;
/** Of stocks, over two years of which one is not whole. */
let stocks: SampleRun;
let browser: Browser;
beforeAll(async () => {
  if (chromium === undefined) return;
  run = await sampleRun('config_sim.yaml');
  stocks = await sampleRun('config_backtest_stocks.yaml', { 'data.to': '2024-03-01' });
  browser = await startBrowser(chromium);
}, 60_000);
afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  for (const one of [run, stocks] as (SampleRun | undefined)[]) one?.remove();
});

async function withPage(options: PageOptions, work: (page: Page) => Promise<void>, { report } = run): Promise<void> {
  const page = await browser.open(report, options);
  try {
    await work(page);
    expect(page.complaints).toEqual([]);
    expect(page.requests).toEqual([]);
  } finally {
    await page.close();
  }
}

/** Resolves when what was asked for has been drawn. */
const DRAWN = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))';
const click = (page: Page, selector: string) =>
  page.value(`document.querySelector(${JSON.stringify(selector)}).click(), ${DRAWN}`);
const text = (page: Page, selector: string) =>
  page.value<string>(`document.querySelector(${JSON.stringify(selector)}).textContent`);
/** In pixels of the window, after it was brought there. */
const middleOf = (page: Page, selector: string) =>
  page.value<{ x: number; y: number }>(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  })()`);
const mouse = async (page: Page, type: string, at: { x: number; y: number }, more: object = {}) => {
  await page.send('Input.dispatchMouseEvent', { type, ...at, ...more });
  await page.value(DRAWN);
};
const press = async (page: Page, key: string) => {
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', key });
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  await page.value(DRAWN);
};
/** How wide the part of the run is that the price chart looks at. */
const windowWidth = (page: Page) =>
  page.value<number>(`Number(document.querySelector('.price-place:not([hidden]) .window').getAttribute('width'))`);

describe('on a desk', () => {
  onPage(`every chart is drawn${why}`, () =>
    withPage(DESK, async (page) => {
      const drawn = await page.value<Record<string, number>>(
        `Object.fromEntries([...document.querySelectorAll('.chart-place, #prices-0')].map((one) => [one.id, one.querySelectorAll('path, rect').length]))`,
      );
      const places = ['equity', 'drawdown', 'returns', 'rolling', 'order', 'depths'].map((name) => `chart-${name}`);
      expect(Object.keys(drawn).sort()).toEqual([...places, 'prices-0'].sort());
      expect(Object.values(drawn).every((shapes) => shapes > 0)).toBe(true);
      expect(await page.value(`document.body.innerHTML.includes('NaN')`)).toBe(false);
    }),
  );

  onPage(`what the pointer is over is told: date, equity, and the trade at a mark${why}`, () =>
    withPage(DESK, async (page) => {
      await mouse(page, 'mouseMoved', await middleOf(page, '#chart-equity svg'));
      expect(await page.value(`document.getElementById('tip').hidden`)).toBe(false);
      expect(await text(page, '#tip')).toMatch(/^\d+ \w+ 2024 \d\d:\d\dbuy and hold.*USDTstrategy.*USDT$/);
      await click(page, 'button.go');
      await middleOf(page, '.price-place:not([hidden]) svg');
      const mark = await page.value<{ x: number; y: number }>(`(() => {
        const { left, top, width } = document.querySelector('.price-place:not([hidden]) .marker.exit.chosen').getBoundingClientRect();
        return { x: left + width / 2, y: top + 10 };
      })()`);
      await mouse(page, 'mouseMoved', mark);
      expect(await text(page, '#tip')).toMatch(/^Trade 1, exitbought.*market, taker.*sold.*result.*USDT/);
    }),
  );

  onPage(`prices are zoomed by the wheel, dragged, and moved by keys and buttons${why}`, () =>
    withPage(DESK, async (page) => {
      const at = await middleOf(page, '.price-place:not([hidden]) svg');
      const whole = await windowWidth(page);
      await mouse(page, 'mouseWheel', at, { deltaX: 0, deltaY: -400 });
      expect(await windowWidth(page)).toBe(whole);
      const again = await middleOf(page, '.price-place:not([hidden]) svg');
      for (const type of ['mousePressed', 'mouseReleased']) await mouse(page, type, again, { button: 'left', clickCount: 1 });
      await mouse(page, 'mouseWheel', again, { deltaX: 0, deltaY: -400 });
      const near = await windowWidth(page);
      expect(near).toBeLessThan(whole * 0.8);

      const start = () => page.value<number>(`Number(document.querySelector('.price-place:not([hidden]) .window').getAttribute('x'))`); // prettier-ignore
      const before = await start();
      await mouse(page, 'mousePressed', again, { button: 'left', buttons: 1 });
      await mouse(page, 'mouseMoved', { x: again.x + 150, y: again.y }, { button: 'left', buttons: 1 });
      await mouse(page, 'mouseReleased', { x: again.x + 150, y: again.y }, { button: 'left' });
      expect(await start()).toBeLessThan(before);

      await press(page, 'ArrowRight');
      await press(page, '+');
      expect(await windowWidth(page)).toBeLessThan(near);
      await press(page, '0');
      expect(await windowWidth(page)).toBeCloseTo(whole, 0);
      await click(page, '#zoom-in');
      await click(page, '#trade-after');
      expect(await windowWidth(page)).toBeLessThan(whole / 4);
      await click(page, '#zoom-all');
      expect(await windowWidth(page)).toBeCloseTo(whole, 0);
    }),
  ); // prettier-ignore

  onPage(`a symbol is chosen, and a trade of another one brings its chart${why}`, () =>
    withPage(DESK, async (page) => {
      const shown = () => page.value<string>(`document.querySelector('.price-place:not([hidden]) svg').getAttribute('aria-label').split(' ')[2]`); // prettier-ignore
      expect(await shown()).toBe('BTCUSDT');
      await page.value(`document.getElementById('symbol').value = '1', document.getElementById('symbol').dispatchEvent(new Event('change')), ${DRAWN}`); // prettier-ignore
      expect(await shown()).toBe('ETHUSDT');
      await page.value(`[...document.querySelectorAll('.trades tbody tr')].find((row) => row.children[1].textContent === 'BTCUSDT').querySelector('button').click(), ${DRAWN}`); // prettier-ignore
      expect(await shown()).toBe('BTCUSDT');
    }),
  ); // prettier-ignore

  onPage(`trades sort by a column, up and down${why}`, () =>
    withPage(DESK, async (page) => {
      const header = `[...document.querySelectorAll('.trades th')].find((cell) => cell.textContent === 'P&L')`;
      const column = () =>
        page.value<number[]>(
          `[...document.querySelectorAll('.trades tbody tr')].map((row) => Number(row.children[9].textContent.replace('−', '-').replace(/[^-.0-9]/g, '')))`,
        );
      await page.value(`${header}.querySelector('button').click()`);
      const falling = await column();
      expect(falling.length).toBe(run.result.trades);
      expect(falling).toEqual([...falling].sort((a, b) => b - a));
      await page.value(`${header}.querySelector('button').click()`);
      expect(await column()).toEqual([...falling].sort((a, b) => a - b));
      expect(await page.value(`${header}.getAttribute('aria-sort')`)).toBe('ascending');
    }),
  );

  onPage(`equity can be seen on a log scale, and everything in dark${why}`, () =>
    withPage(DESK, async (page) => {
      const line = () => page.value<string>(`document.querySelector('#chart-equity .line.strategy').getAttribute('d')`);
      const linear = await line();
      await click(page, '#log-scale');
      expect(await line()).not.toBe(linear);
      const ink = () => page.value<string>('getComputedStyle(document.body).backgroundColor');
      const light = await ink();
      await click(page, '#theme');
      expect(await ink()).not.toBe(light);
      expect(await text(page, '#theme')).toBe('Light');
    }),
  );

  onPage(`text stands out from what is behind it by 4.5 to 1, in light and in dark${why}`, async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await withPage({ ...DESK, scheme }, async (page) => {
        expect(await page.value(FAINT_TEXT)).toEqual([]);
      });
    }
  });
});

describe('on a phone', () => {
  onPage(`nothing is wider than the screen, and buttons can be hit with a finger${why}`, async () => {
    for (const one of [run, stocks]) {
      await withPage(
        PHONE,
        async (page) => {
          expect(await page.value('document.documentElement.scrollWidth')).toBe(360);
          const heights = await page.value<number[]>(
            `[...document.querySelectorAll('.button, select')].filter((one) => one.offsetParent !== null).map((one) => one.offsetHeight)`,
          );
          expect(Math.min(...heights)).toBeGreaterThanOrEqual(40);
        },
        one,
      );
    }
  });

  onPage(`it is dark when the phone is${why}`, () =>
    withPage(PHONE, async (page) => {
      const light = await page.value<number>(
        `getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).reduce((a, b) => a + b)`,
      );
      expect(light).toBeLessThan(120);
    }),
  );

  onPage(`two fingers zoom the prices${why}`, () =>
    withPage(PHONE, async (page) => {
      const { x, y } = await middleOf(page, '.price-place:not([hidden]) svg');
      const whole = await windowWidth(page);
      const fingers = (apart: number) => [{ x: x - apart, y, id: 0 }, { x: x + apart, y, id: 1 }]; // prettier-ignore
      const touch = (type: string, touchPoints: object[]) => page.send('Input.dispatchTouchEvent', { type, touchPoints });
      await touch('touchStart', fingers(20));
      for (const apart of [40, 60, 80]) await touch('touchMove', fingers(apart));
      await touch('touchEnd', []);
      await page.value(DRAWN);
      expect(await windowWidth(page)).toBeLessThan(whole / 2);
    }),
  ); // prettier-ignore
});

describe('the file', () => {
  onPage(`is opened from disk${why}`, () =>
    withPage(DESK, async (page) => {
      expect(await page.value('location.href')).toBe(pathToFileURL(run.report).href);
      expect(await page.value('document.title')).toBe('momentum on BTCUSDT, ETHUSDT – backtest report');
    }),
  );
});

/** Texts whose contrast (WCAG 2) with the nearest opaque background is below 4.5, or 3 for large ones. */
const FAINT_TEXT = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (rgb) => rgb.slice(0, 3).map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour.startsWith('rgb') && (channels(colour)[3] ?? 1) === 1) return channels(colour);
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const element of document.querySelectorAll('p, dt, dd, th, td, li, a, button, h1, h2, h3, pre, span, strong, text')) {
    if (element.closest('.cell, .away, [hidden]') !== null || element.textContent.trim() === '') continue;
    const style = getComputedStyle(element);
    const front = luminance(channels(element.tagName === 'text' ? style.fill : style.color));
    const back = luminance(behind(element));
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) faint.add(element.className.baseVal ?? element.className + ' ' + element.tagName + ' ' + ratio.toFixed(2));
  }
  return [...faint];
})()`;
