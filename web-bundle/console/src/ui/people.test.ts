import { describe, expect, it } from 'vitest';
import { keyOf, merged, recognise } from './people';

describe('people who are typed or pasted', () => {
  it('are told apart by what they are meant by, whatever stands between them', () => {
    expect(recognise(' li@corp.example, +86-138-0000-0000；wang@corp.example\n').people).toEqual([
      { email: 'li@corp.example' },
      { mobile: '+8613800000000' },
      { email: 'wang@corp.example' },
    ]);
  });

  it('have numbers in groups, as people write them', () => {
    expect(recognise('+86 138 0000 0000 +86 13900000000,+1 202 555 0100 +49 30 901820\n+44 20 7946 0958 li@corp.example')).toEqual({
      people: [
        { mobile: '+8613800000000' },
        { mobile: '+8613900000000' },
        { mobile: '+12025550100' },
        { mobile: '+4930901820' },
        { mobile: '+442079460958' },
        { email: 'li@corp.example' },
      ],
      unclear: [],
    });
    expect(recognise('+8613800000000 13900000000')).toEqual({
      people: [{ mobile: '+8613800000000' }],
      unclear: ['13900000000'],
    });
  });

  it('are not guessed: a number without its country is somebody in any country', () => {
    expect(recognise('13800000000 li@corp @ +0123456789')).toEqual({
      people: [],
      unclear: ['13800000000', 'li@corp', '@', '+0123456789'],
    });
  });
});

describe('the same person', () => {
  it('is on the list once, and it is said how often it was there before', () => {
    const { people, twice } = merged(
      [{ ref: { email: 'Li@corp.example' }, name: 'Li' }],
      [
        { ref: { email: 'li@corp.example' } },
        { ref: { mobile: '+8613800000000' } },
        { ref: { mobile: '+8613800000000' } },
      ],
    );
    expect(people).toEqual([{ ref: { email: 'Li@corp.example' }, name: 'Li' }, { ref: { mobile: '+8613800000000' } }]);
    expect(twice).toBe(2);
  });

  it('is another one at another platform, and a department is nobody', () => {
    const refs = [
      { platform: 'lark', userId: '7' },
      { platform: 'dingtalk', userId: '7' },
      { platform: 'lark', department: '7' },
      { user: '7' },
    ];
    expect(new Set(refs.map(keyOf)).size).toBe(refs.length);
  });
});
