import { DotsVerticalIcon, EyeOpenIcon, FilePlusIcon, Pencil2Icon, PlusIcon } from '@radix-ui/react-icons'
import { useRef, useState, type ChangeEvent, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { DOCUMENT_EXTENSIONS } from './document-extensions.ts'
import { NoteDialog } from './note-dialog.tsx'
import { pickedFrom } from './picked-files.ts'
import { startUpload } from './uploads.ts'

const ACCEPT = DOCUMENT_EXTENSIONS.map((extension) => `.${extension}`).join(',')

interface AddDocumentsProps {
  readonly collection: string | null
  /** Shows the watched folders, where there is a place for them. */
  readonly onWatch?: () => void
}

/** Ways to add documents besides dropping them: files, a folder, a text. */
export function AddDocuments({ collection, onWatch }: AddDocumentsProps): JSX.Element {
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
      <Button className="max-sm:hidden" icon={<FilePlusIcon aria-hidden />} onClick={() => folder.current?.click()}>
        {t('addFolder')}
      </Button>
      <Button className="max-sm:hidden" icon={<Pencil2Icon aria-hidden />} onClick={() => setWriting(true)}>
        {t('writeNote')}
      </Button>
      {onWatch !== undefined && (
        <Button className="max-sm:hidden" icon={<EyeOpenIcon aria-hidden />} onClick={onWatch}>
          {t('watches')}
        </Button>
      )}
      <span className="sm:hidden">
        <Menu trigger={<Button icon={<DotsVerticalIcon aria-hidden />}>{t('otherWays')}</Button>}>
          <MenuItem icon={<Pencil2Icon />} onSelect={() => setWriting(true)}>
            {t('writeNote')}
          </MenuItem>
          <MenuItem icon={<FilePlusIcon />} onSelect={() => folder.current?.click()}>
            {t('addFolder')}
          </MenuItem>
          {onWatch !== undefined && (
            <MenuItem icon={<EyeOpenIcon />} onSelect={onWatch}>
              {t('watches')}
            </MenuItem>
          )}
        </Menu>
      </span>
      {isWriting && <NoteDialog collection={collection} text="" onClose={() => setWriting(false)} />}
    </>
  )
}
