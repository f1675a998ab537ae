import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Marked } from './Marked';

function html(text: string): string {
  const { container } = render(<Marked text={text} className="said" />);
  return container.firstElementChild?.innerHTML ?? '';
}

it('shows the marks of Markdown by what they mean', () => {
  expect(html('**P1 Checkout** is `down`')).toBe('<div><strong>P1 Checkout</strong> is <code>down</code></div>');
  expect(html('## Next\n\n- first\n> said')).toBe(
    '<div><strong>Next</strong></div><div></div><div>• first</div><div><span class="quoted">said</span></div>',
  );
  expect(html('see **[the page](https://corp.example/p)**')).toBe(
    '<div>see <strong><span class="leads" title="https://corp.example/p">the page</span></strong></div>',
  );
});

it('leaves what is no mark as it stands', () => {
  for (const text of ['2 * 3 * 4', '**open', '[x] (y)', '#1', '-1', 'snake_case', '****', '[](x)']) {
    expect(html(text)).toBe(`<div>${text}</div>`);
  }
});

it('never makes markup, or a way elsewhere, of what somebody wrote', () => {
  const written = html('<img src=x onerror=alert(1)> [x](javascript:alert`1`) **<script>** [<b>](https://evil.example)');
  const page = document.createElement('div');
  page.innerHTML = written;
  expect(page.querySelector('img, script, a, b')).toBeNull();
  expect(page.textContent).toContain('<img src=x onerror=alert(1)>');
});
