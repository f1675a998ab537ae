import { useCallback, useRef, useState } from 'react';
import { merge, type Conflict } from '../../api/conflict';
import { isProblem, ProblemError, type FieldProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { Conflicts } from '../../ui/Conflicts';
import { useReadAgain } from '../../ui/edit';
import { ErrorState } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { useUnsavedChanges } from '../../ui/unsaved';
import { ADDRESSES, patchOf, profileOf, TEXT_FIELDS, VERIFIED, type Profile } from './profile';
import { readUser, useUserActions, type ReadUser, type User } from './queries';
import { UserForm } from './UserForm';

interface Clash {
  mine: Profile;
  taken: (keyof Profile)[];
  conflicts: Conflict<Profile>;
}

const NONE: FieldProblem[] = [];

/** Changes what is known of somebody; two people's changes are put together. */
export function ProfileTab({ tenant, begin }: { tenant: string; begin: ReadUser }) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useUserActions(tenant);
  const [read, setRead] = useState(begin);
  const [base, setBase] = useState(() => profileOf(begin.value));
  const [clash, setClash] = useState<Clash>();
  const [failure, setFailure] = useState<unknown>();
  /** A new number draws the form anew. */
  const [round, setRound] = useState(0);
  const typed = useRef(base);
  const onProfile = useCallback(
    (profile: Profile, dirty: boolean) => {
      typed.current = profile;
      setDirty(dirty);
    },
    [setDirty],
  );

  const start = (from: ReadUser, next: Clash | undefined) => {
    setRead(from);
    setBase(profileOf(from.value));
    setClash(next);
    setRound((before) => before + 1);
  };
  useReadAgain(begin.etag, read.etag, () => {
    const untouched = JSON.stringify(typed.current) === JSON.stringify(base);
    if (!clash && !change.isPending && untouched) {
      start(begin, undefined);
    }
  });
  const save = async (mine: Profile) => {
    setFailure(undefined);
    try {
      const now = await change.mutateAsync({ id: read.value.id, patch: patchOf(base, mine), etag: read.etag });
      setDirty(false);
      start(now, undefined);
      messages.done(t.users.wasChanged);
    } catch (error) {
      if (!isProblem(error, 'stale')) {
        setFailure(error);
        return;
      }
      const now = await readUser(tenant, read.value.id);
      const theirs = profileOf(now.value);
      const merged = merge(base, theirs, mine);
      for (const address of ADDRESSES.filter((each) => theirs[each] !== mine[each])) {
        // a mark goes with the address that it was given to
        const whose = merged.value[address] === mine[address] ? mine : theirs;
        merged.value[VERIFIED[address]] = whose[VERIFIED[address]];
      }
      start(now, { mine: merged.value, taken: merged.theirs, conflicts: merged.conflicts });
    }
  };
  const shown = (value: string | boolean | undefined) =>
    typeof value === 'boolean' ? (value ? t.users.verified : t.users.notVerified) : (value ?? '');
  const problems = failure instanceof ProblemError && failure.errors.length > 0 ? failure.errors : NONE;
  return (
    <>
      {clash && (
        <Conflicts
          taken={clash.taken.map((name) => t.users.fields[name])}
          conflicts={(Object.keys(clash.conflicts) as (keyof Profile)[]).map((key) => ({
            key,
            label: t.users.fields[key],
            theirs: shown(clash.conflicts[key]?.theirs),
            mine: shown(clash.conflicts[key]?.mine),
          }))}
          onChoose={(key, whose) => {
            const chosen = { ...typed.current, [key]: clash.conflicts[key as keyof Profile]?.[whose] };
            const address = ADDRESSES.find((each) => each === key);
            if (address) {
              chosen[VERIFIED[address]] = whose === 'theirs' && base[VERIFIED[address]];
            }
            start(read, { ...clash, mine: chosen });
          }}
        />
      )}
      {failure !== undefined && problems.length === 0 && <ErrorState error={failure} />}
      <UserForm
        key={round}
        initial={clash?.mine ?? base}
        base={base}
        busy={change.isPending}
        problems={problems}
        submitLabel={t.actions.save}
        cancelLabel={t.users.discard}
        onProfile={onProfile}
        onCancel={() => {
          setFailure(undefined);
          start(read, undefined);
        }}
        onSubmit={(mine) => {
          save(mine).catch(setFailure);
        }}
      />
    </>
  );
}

/** For those who only read. */
export function StoredProfile({ user }: { user: User }) {
  const t = useTexts();
  return (
    <dl>
      {TEXT_FIELDS.filter((field) => user[field] !== undefined).map((field) => (
        <div key={field}>
          <dt>{t.users.fields[field]}</dt>
          <dd>
            {user[field]}
            {(field === 'email' || field === 'phone') && (
              <span className="hint"> · {user[VERIFIED[field]] ? t.users.verified : t.users.notVerified}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
