import { useParams } from 'react-router';
import { usePlatformNames } from '../app/room-platforms';
import { useTexts } from '../i18n/provider';
import { kindOf, valueOf, type PersonRef } from './people';
import { useUserNames } from './user-names';

/** By what somebody is meant, in words. */
export function useRefKind(): (ref: PersonRef) => string {
  const { warRooms: t } = useTexts();
  const names = usePlatformNames();
  return (ref) => {
    const kind = kindOf(ref);
    return kind === 'userId' || kind === 'department' ? t.refs[kind](names(ref.platform ?? '')) : t.refs[kind];
  };
}

/** What somebody is called, else by what they are meant. */
export function nameOf({ ref, name }: { ref: PersonRef; name?: string | undefined }): string {
  return name ?? valueOf(ref);
}

/** Somebody, and below by what they are meant. */
export function PersonName({ person }: { person: { ref: PersonRef; name?: string | undefined } }) {
  const refKind = useRefKind();
  const kind = kindOf(person.ref);
  const { tenant = '' } = useParams();
  const names = useUserNames(tenant, person.name === undefined ? [person.ref] : []);
  const name = names.get(person.ref.user ?? '');
  return (
    <span className="person">
      {name ?? nameOf(person)}
      <span className="hint">
        {' '}
        {refKind(person.ref)}
        {person.name !== undefined && kind !== 'user' && ` ${valueOf(person.ref)}`}
      </span>
    </span>
  );
}
