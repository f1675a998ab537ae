import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import { LanguageProvider } from '../../i18n/provider';
import type { Quota } from './figures';
import { Quotas } from './Quotas';
import { RoomTiles } from './RoomTiles';

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights: { change: true, respond: true, govern: true } }),
}));

const quota = (used: number, more: Partial<Quota> = {}): Quota => ({
  platform: 'dingtalk',
  name: { en: 'API calls', 'zh-CN': 'API 调用' },
  used,
  limit: 5000,
  period: 'month',
  resetsAt: '2026-12-01T00:00:00Z',
  basis: 'counted',
  ...more,
});

function quotas(...all: Quota[]) {
  render(
    <LanguageProvider>
      <Quotas quotas={all} platforms={[]} />
    </LanguageProvider>,
  );
}

describe('quotas of platforms', () => {
  it('say how much is used, and from four fifths on that it runs out', async () => {
    quotas(quota(3999), quota(4000, { period: 'day' }), quota(5000, { period: 'hour', basis: 'platform' }));
    await screen.findByRole('heading', { name: 'Quotas of the platforms' });
    const [fine, near, spent] = screen.getAllByRole('listitem').map((each) => within(each));
    fine?.getByText('3,999 of 5,000 this month');
    expect(fine?.queryByText(/used up/i)).toBeNull();
    near?.getByText('Nearly used up');
    spent?.getByText('Used up');
    spent?.getByText(/^The platform says that nothing is left\./);
  });

  it('are left out where none is known', () => {
    quotas();
    expect(screen.queryByRole('heading')).toBeNull();
  });
});

describe('war rooms on the overview', () => {
  it('say how bad what is open is, how long people took, and what waits', async () => {
    render(
      <LanguageProvider>
        <MemoryRouter>
          <RoomTiles
            tenant="acme"
            rooms={{
              open: { P1: 1, P2: 0, P3: 2, P4: 0 },
              points: [],
              mtta: { count: 9, p50: 41, p90: 180 },
              mttr: { count: 0, p50: 0, p90: 0 },
            }}
            alerts={{ accepted: 120, joined: 96, waiting: 3, roomsOpened: 4 }}
          />
        </MemoryRouter>
      </LanguageProvider>,
    );
    await screen.findByText('P1: 1 · P2: 0 · P3: 2 · P4: 0');
    expect(screen.getByText('Time to acknowledge (MTTA)').nextSibling?.textContent).toBe(
      '41 sMedian; 90% within 3 min; 9 war rooms',
    );
    expect(screen.getByText('Time to recover (MTTR)').nextSibling?.textContent).toBe('–No war room in the time range');
    screen.getByText('120 came in; 4 war rooms were opened');
    expect(screen.getByRole('link', { name: 'Open war rooms' }).getAttribute('href')).toBe('/t/acme/war-rooms');
  });
});
