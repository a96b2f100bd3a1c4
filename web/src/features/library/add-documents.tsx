import { FilePlusIcon, Pencil2Icon, PlusIcon } from '@radix-ui/react-icons'
import { useRef, useState, type ChangeEvent, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { DOCUMENT_EXTENSIONS } from './document-extensions.ts'
import { NoteDialog } from './note-dialog.tsx'
import { pickedFrom } from './picked-files.ts'
import { startUpload } from './uploads.ts'

const ACCEPT = DOCUMENT_EXTENSIONS.map((extension) => `.${extension}`).join(',')

/** Ways to add documents besides dropping them: files, a folder, a text. */
export function AddDocuments({ collection }: { readonly collection: string | null }): JSX.Element {
  const t = useTranslations('library')
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [isWriting, setWriting] = useState(false)
  const take = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    if (target.files !== null && target.files.length > 0) startUpload(pickedFrom(target.files), collection)
    // The same file again is a change too.
    target.value = ''
  }
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        accept={ACCEPT}
        hidden
        aria-hidden
        tabIndex={-1}
        onChange={take}
        data-files
      />
      <input
        ref={(input) => {
          folder.current = input
          if (input !== null) input.webkitdirectory = true
        }}
        type="file"
        hidden
        aria-hidden
        tabIndex={-1}
        onChange={take}
        data-folder
      />
      <Button variant="primary" icon={<PlusIcon aria-hidden />} onClick={() => files.current?.click()}>
        {t('addFiles')}
      </Button>
      <Button icon={<FilePlusIcon aria-hidden />} onClick={() => folder.current?.click()}>
        {t('addFolder')}
      </Button>
      <Button icon={<Pencil2Icon aria-hidden />} onClick={() => setWriting(true)}>
        {t('writeNote')}
      </Button>
      {isWriting && <NoteDialog collection={collection} text="" onClose={() => setWriting(false)} />}
    </>
  )
}
