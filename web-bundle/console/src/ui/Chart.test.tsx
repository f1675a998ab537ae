import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import { Chart } from './Chart';

// jsdom draws nothing
vi.mock('./StackedBars', () => ({ default: () => <p>the drawing</p> }));

describe('Chart', () => {
  it('says what it shows, and has the numbers behind a button', async () => {
    render(
      <LanguageProvider>
        <Chart
          finding="Most on Monday: 1,200."
          stepLabel="Day"
          dark={false}
          steps={[
            { short: 'Mon', long: 'Monday' },
            { short: 'Tue', long: 'Tuesday' },
          ]}
          series={[
            { label: 'Succeeded', meaning: 'right', values: [1200, 3] },
            { label: 'Failed', meaning: 'wrong', values: [0, 7] },
          ]}
        />
      </LanguageProvider>,
    );
    expect((await screen.findByRole('figure')).textContent).toContain('Most on Monday: 1,200.');
    expect(await screen.findByText('the drawing')).toBeDefined();
    expect(screen.queryByRole('table')).toBeNull();

    const button = screen.getByRole('button', { name: 'Show as table' });
    await userEvent.setup().click(button);
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'DaySucceededFailed',
      'Monday1,2000',
      'Tuesday37',
    ]);
    expect(button.getAttribute('aria-expanded')).toBe('true');
  });
});
