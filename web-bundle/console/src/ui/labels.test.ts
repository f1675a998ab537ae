import { expect, it } from 'vitest';
import { labelsOf, labelsPatch, typedLabels } from './labels';

it('reads labels line by line, and says which lines are none', () => {
  expect(labelsOf('env=prod\n\n job = api=v2 \nempty=\nnothing\n=x\nenv=test')).toEqual({
    labels: { env: 'prod', job: 'api=v2', empty: '' },
    wrong: [5, 6, 7],
  });
});

it('shows labels as they are typed', () => {
  expect(labelsOf(typedLabels({ env: 'prod', 'a b': 'c=d' })).labels).toEqual({ env: 'prod', 'a b': 'c=d' });
});

it('sends what has changed, and what is gone as null', () => {
  expect(labelsPatch({ env: 'prod', job: 'api' }, { env: 'test', team: 'shop' })).toEqual({
    env: 'test',
    team: 'shop',
    job: null,
  });
  expect(labelsPatch({ env: 'prod' }, { env: 'prod' })).toBeUndefined();
});
