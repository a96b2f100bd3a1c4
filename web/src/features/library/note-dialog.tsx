import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextArea, TextField } from '../../components/field.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { documentPath } from './picked-files.ts'
import { startUpload } from './uploads.ts'

const DEFAULT_COLLECTION = 'library'
const LONGEST_TITLE = 80

interface NoteDialogProps {
  readonly collection: string | null
  /** What was pasted. */
  readonly text: string
  readonly onClose: () => void
}

/** A text that was written or pasted becomes a document of its own. */
export function NoteDialog({ collection, text: pasted, onClose }: NoteDialogProps): JSX.Element {
  const t = useTranslations('library')
  const [text, setText] = useState(pasted)
  const [title, setTitle] = useState('')
  const [isBusy, setBusy] = useState(false)
  const tellFailure = useFailureToast()
  const shownTitle = title.trim() === '' ? firstLineOf(text) : title.trim()
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      const path = await freePath(documentPath(shownTitle.replaceAll('/', '-')), collection)
      const isHeaded = /^#\s/.test(text.trimStart())
      const file = new File([isHeaded || title.trim() === '' ? text : `# ${title.trim()}\n\n${text}`], path)
      startUpload({ files: [{ path, file }], leftOut: 0 }, collection)
      onClose()
    } catch (error) {
      tellFailure(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('noteTitle')}
      description={t('noteHint')}
      footer={
        <Button variant="primary" type="submit" form="note" busy={isBusy} disabled={text.trim() === ''}>
          {t('addNote')}
        </Button>
      }
    >
      <form
        id="note"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('noteName')}
          value={title}
          placeholder={shownTitle}
          maxLength={LONGEST_TITLE}
          onChange={({ target }) => setTitle(target.value)}
        />
        <TextArea
          label={t('noteText')}
          rows={12}
          value={text}
          data-first-field
          onChange={({ target }) => setText(target.value)}
        />
      </form>
    </Dialog>
  )
}

function firstLineOf(text: string): string {
  const [line = ''] = text.trim().split('\n', 1)
  return line
    .replace(/^#+\s*/, '')
    .trim()
    .slice(0, LONGEST_TITLE)
}

/** A note never takes the place of another document. */
async function freePath(title: string, collection: string | null): Promise<string> {
  for (let count = 1; ; count += 1) {
    const path = `${title}${count === 1 ? '' : ` ${count}`}.md`
    if (!(await isTaken(path, collection ?? DEFAULT_COLLECTION))) return path
  }
}

async function isTaken(path: string, collection: string): Promise<boolean> {
  const { collections } = await call('listCollections')
  if (!collections.some(({ name }) => name === collection)) return false
  return (await call('listDocuments', { query: { collection, path, limit: 1 } })).total > 0
}
