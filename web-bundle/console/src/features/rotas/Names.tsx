import { createContext, useContext, type ReactNode } from 'react';
import { useTexts } from '../../i18n/provider';
import { kindOf, valueOf, type Person, type PersonRef } from '../../ui/people';
import { useRefKind } from '../../ui/PersonName';
import { useUserNames } from '../../ui/user-names';

const Names = createContext(new Map<string, string>());

/** As many as are named in a line. */
const FEW = 4;

/** Names the people below it: each is asked for once, however often they are on duty. */
export function NamesOf({ tenant, people, children }: { tenant: string; people: PersonRef[]; children: ReactNode }) {
  return <Names value={useUserNames(tenant, people)}>{children}</Names>;
}

/** People in a line, that there is nobody, or that nobody knows. */
export function useLine(): (people: PersonRef[] | undefined) => string {
  const { rotas: t } = useTexts();
  const names = useContext(Names);
  const refKind = useRefKind();
  return (people) => {
    if (people === undefined) {
      return t.unknown;
    }
    if (people.length === 0) {
      return t.nobody;
    }
    const shown = people.slice(0, FEW).map((ref) => {
      const name = ref.user === undefined ? undefined : names.get(ref.user);
      return name ?? (kindOf(ref) === 'department' ? `${refKind(ref)} ${valueOf(ref)}` : valueOf(ref));
    });
    return t.people(shown, people.length - shown.length);
  };
}

/** The same people with what they are called, where that is known. */
export function useNamed(): (people: Person[]) => Person[] {
  const names = useContext(Names);
  return (people) =>
    people.map((person) => {
      const name = person.ref.user === undefined ? undefined : names.get(person.ref.user);
      return person.name !== undefined || name === undefined ? person : { ...person, name };
    });
}
