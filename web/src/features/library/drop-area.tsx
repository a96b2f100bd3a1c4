import { UploadIcon } from '@radix-ui/react-icons'
import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { NoteDialog } from './note-dialog.tsx'
import { documentPath, pickedFromDrop } from './picked-files.ts'
import { startUpload } from './uploads.ts'

/** Makes the whole window take files and folders that are dropped, and files and text that are pasted. */
export function DropArea({ collection }: { readonly collection: string | null }): JSX.Element | null {
  const t = useTranslations('library')
  const [isOver, setOver] = useState(false)
  const [pasted, setPasted] = useState<string | null>(null)
  useDrop(collection, setOver)
  usePaste(collection, setPasted)
  return (
    <>
      {isOver && (
        <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-veil p-6">
          <p className="flex flex-col items-center gap-3 rounded-lg border-2 border-dashed border-accent bg-surface px-12 py-10 text-lg font-medium shadow-float">
            <UploadIcon aria-hidden className="size-8 text-accent" />
            {collection === null ? t('dropHere') : t('dropInto', { collection })}
          </p>
        </div>
      )}
      {pasted !== null && <NoteDialog collection={collection} text={pasted} onClose={() => setPasted(null)} />}
    </>
  )
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

function useDrop(collection: string | null, setOver: (isOver: boolean) => void): void {
  const tellFailure = useFailureToast()
  // Entering a child comes before leaving its parent.
  const depth = useRef(0)
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth.current += 1
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth.current = Math.max(0, depth.current - 1)
      if (depth.current === 0) setOver(false)
    }
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return
      event.preventDefault()
      depth.current = 0
      setOver(false)
      const reading = pickedFromDrop(event.dataTransfer)
      void reading.then((picked) => startUpload(picked, collection), tellFailure)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [collection, setOver, tellFailure])
}

function usePaste(collection: string | null, setPasted: (text: string) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      // Within a field or a dialog, pasting is typing.
      const around =
        event.target instanceof Element ? event.target.closest('input, textarea, select, [role=dialog]') : null
      if (around !== null) return
      const files = [...(event.clipboardData?.files ?? [])]
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (files.length > 0) {
        event.preventDefault()
        startUpload({ files: files.map((file) => ({ path: documentPath(file.name), file })), leftOut: 0 }, collection)
      } else if (text.trim() !== '') {
        event.preventDefault()
        setPasted(text)
      }
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [collection, setPasted])
}
