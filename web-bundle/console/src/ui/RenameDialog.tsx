import { useQuery } from '@tanstack/react-query';
import { useEdit, type Edit, type Read } from './edit';
import { EditState } from './EditState';
import { ErrorState } from './ErrorState';
import { problemsOf, useForm, type Faults } from './form';
import { FormDialog } from './FormDialog';
import { FormFrame } from './FormFrame';
import { useMessages } from './messages';
import { Skeleton } from './Skeleton';
import { TextField } from './TextField';

export interface Name {
  displayName: string;
}

interface Words {
  title: string;
  /** Of the field. */
  name: string;
  help: string;
  submit: string;
  done: string;
}

interface Props {
  /** By what it is read, anew for each change of it. */
  of: readonly string[];
  words: Words;
  read: () => Promise<Read<Name>>;
  check: (name: Name) => Faults;
  save: (displayName: string, etag: string) => Promise<Read<Name>>;
  onClose: () => void;
}

interface FormProps extends Props {
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

/** Gives something another name; two people's changes are put together. */
export function RenameDialog(props: Props) {
  const { of, words, read, onClose } = props;
  const stored = useQuery({ queryKey: [...of, 'edit'], queryFn: read, gcTime: 0, staleTime: Infinity });
  return (
    <FormDialog title={words.title} onClose={onClose}>
      {(dialog) =>
        stored.data ? (
          <Renaming {...props} begin={stored.data} onDone={dialog.close} onCancel={dialog.cancel} onDirty={dialog.onDirty} />
        ) : stored.isError ? (
          <ErrorState error={stored.error} onRetry={() => void stored.refetch()} />
        ) : (
          <Skeleton rows={1} />
        )
      }
    </FormDialog>
  );
}

function Renaming({ begin, onDone, ...form }: FormProps & { begin: Read<Name>; onDone: () => void }) {
  const { words, read, save } = form;
  const messages = useMessages();
  const edit = useEdit({
    begin,
    draft: ({ displayName }): Name => ({ displayName }),
    reload: read,
    save: ({ displayName }, _, { etag }) => save(displayName.trim(), etag),
    onSaved: () => {
      onDone();
      messages.done(words.done);
    },
  });
  return (
    <>
      <EditState edit={edit} label={() => words.name} />
      <NameForm key={edit.round} edit={edit} {...form} />
    </>
  );
}

function NameForm({ edit, words, check, onCancel, onDirty }: FormProps & { edit: Edit<Name> }) {
  const form = useForm<Name>({
    initial: edit.initial,
    base: edit.base,
    check,
    problems: problemsOf(edit.failure),
    onChange: (name, dirty) => {
      edit.onTyped(name);
      onDirty(dirty);
    },
  });
  return (
    <FormFrame form={form} busy={edit.busy} submitLabel={words.submit} onCancel={onCancel} onSubmit={edit.submit}>
      <TextField form={form} name="displayName" label={words.name} help={words.help} />
    </FormFrame>
  );
}
