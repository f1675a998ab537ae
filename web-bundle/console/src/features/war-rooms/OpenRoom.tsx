import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useRoomPlatforms, type RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { PeopleField } from '../../ui/PeopleField';
import { PlatformChoice } from '../../ui/PlatformChoice';
import { Skeleton } from '../../ui/Skeleton';
import { useUnsavedChanges } from '../../ui/unsaved';
import { begun, check, creation, USUAL_TEMPLATE, type Draft } from './draft';
import { FactFields } from './FactFields';
import { FirstMessage } from './FirstMessage';
import { useRoomActions } from './queries';
import { RotaField } from './RotaField';
import { TemplateField } from './TemplateField';

/** From what has happened to a room on every platform that was chosen. */
export function OpenRoom({ tenant }: { tenant: string }) {
  const { warRooms: t } = useTexts();
  const { platforms, failed } = useRoomPlatforms(tenant);
  return (
    <>
      <PageTitle title={t.open} />
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !platforms ? (
        <Skeleton rows={1} />
      ) : platforms.length === 0 ? (
        <div className="panel">
          <p>{t.noPlatform}</p>
          <Link className="button" to={`/t/${tenant}/mobile-apps`}>
            {t.toMobileApps}
          </Link>
        </div>
      ) : (
        <RoomForm tenant={tenant} platforms={platforms} />
      )}
    </>
  );
}

/** Not a UUID of the browser's: it makes none on a page without TLS. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, '0')).join('');
}

/** Whether a room may be opened there now; what its app lacks is told in the room. */
function isReady({ platform }: RoomPlatform): boolean {
  return platform?.available === true;
}

function RoomForm({ tenant, platforms }: { tenant: string; platforms: RoomPlatform[] }) {
  const t = useTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { open } = useRoomActions(tenant);
  // pressed twice, or once more after no answer came, it is one room
  const [key] = useState(newKey);
  const [params] = useSearchParams();
  const [initial] = useState(
    (): Draft => ({
      ...begun(params),
      members: [],
      rotas: [],
      template: USUAL_TEMPLATE,
      platforms: platforms.filter(isReady).map(({ id }) => id),
    }),
  );
  const problems = problemsOf(open.error);
  const form = useForm({
    initial,
    check: (draft) => check(draft, t),
    problems,
    onChange: (_, dirty) => {
      setDirty(dirty);
    },
  });
  const { values, errors, id } = form;
  const chosen = platforms.filter((each) => values.platforms.includes(each.id));
  return (
    <div className="panel">
      {open.isError && problems.length === 0 && <ErrorState error={open.error} />}
      <FormFrame
        form={form}
        busy={open.isPending}
        submitLabel={t.warRooms.submit}
        onCancel={() => void navigate('?')}
        onSubmit={(draft) => {
          open.mutate(
            { room: creation(draft), key },
            {
              onSuccess: (room) => {
                setDirty(false);
                messages.done(t.warRooms.wasOpened);
                void navigate(`/t/${tenant}/war-rooms/${encodeURIComponent(room.id)}`);
              },
            },
          );
        }}
      >
        <PlatformChoice
          id={`${id}-platforms`}
          platforms={platforms}
          chosen={values.platforms}
          error={errors['platforms']}
          onChange={(some) => {
            form.set({ platforms: some });
          }}
        />
        <FactFields tenant={tenant} form={form} platforms={chosen} known={platforms} />
        <PeopleField
          tenant={tenant}
          id={`${id}-members`}
          label={t.warRooms.members}
          help={t.warRooms.membersHelp}
          error={errors['members']}
          people={values.members}
          platforms={platforms}
          onChange={(members) => {
            form.set({ members });
          }}
        />
        <RotaField
          tenant={tenant}
          id={`${id}-rotas`}
          error={errors['rotas']}
          chosen={values.rotas}
          onChange={(rotas) => {
            form.set({ rotas });
          }}
        />
        <TemplateField
          tenant={tenant}
          id={`${id}-template`}
          error={errors['template']}
          chosen={values.template}
          onChange={(template) => {
            form.set({ template });
          }}
        />
        <FirstMessage tenant={tenant} template={values.template} facts={values} platforms={chosen} />
      </FormFrame>
    </div>
  );
}
