import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RoomPlatform } from '../../app/room-platforms';
import { LanguageProvider } from '../../i18n/provider';
import { Meters } from './Meters';

const CHATS = { leastMembers: 1, mostMembers: 500, ownerRequired: false, titleCharacters: 60, messageBytes: 12, features: [] };

function at(id: string, most?: number): RoomPlatform {
  const traits = most === undefined ? undefined : { ...CHATS, messageBytes: most };
  return { id, name: id.toUpperCase(), platform: undefined, traits };
}

async function meters(bytes: number, ...platforms: RoomPlatform[]) {
  render(
    <LanguageProvider>
      <Meters bytes={bytes} platforms={platforms} />
    </LanguageProvider>,
  );
  const shown = (text: string) => screen.getByText(text);
  const announced = within(await screen.findByRole('status'));
  return { shown, announced };
}

describe('how much of what each platform takes is used', () => {
  it('is fine up to what it takes, to the byte', async () => {
    const { shown, announced } = await meters(12, at('lark', 12), at('dingtalk', 13));
    expect(shown('LARK: 12 of 12 bytes').className).toBe('');
    expect(shown('DINGTALK: 12 of 13 bytes').className).toBe('');
    expect(announced.queryByText(/./)).toBeNull();
  });

  it('is marked and announced of those alone that cut the message', async () => {
    const { shown, announced } = await meters(13, at('lark', 12), at('dingtalk', 13));
    expect(shown('LARK: 13 of 12 bytes').className).toBe('failed');
    expect(shown('DINGTALK: 13 of 13 bytes').className).toBe('');
    announced.getByText('LARK cuts the message at the end.');
    expect(announced.queryByText(/^DINGTALK/)).toBeNull();
  });

  it('is how long the message is where nobody knows what a platform takes', async () => {
    const { shown, announced } = await meters(1300, at('lark'), at('dingtalk'));
    shown('1300 bytes');
    expect(screen.queryByText(/LARK/)).toBeNull();
    expect(announced.queryByText(/./)).toBeNull();
  });
});
