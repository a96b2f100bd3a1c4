import type { Document } from '@learnpath/contracts'
import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { useIsWide } from '../../components/use-media.ts'
import { DocumentViews } from './document-views.tsx'
import { FindBar } from './find-bar.tsx'
import { OutlineList } from './outline-list.tsx'
import { ReaderNote } from './pdf-states.tsx'
import { ReaderHeader } from './reader-header.tsx'
import type { ReadingText } from './reading-text.ts'
import { SelectionToolbar } from './selection-toolbar.tsx'
import { UnreadableDocument } from './unreadable-document.tsx'
import { useReader, type ReaderState } from './use-reader.ts'
import { useSelectedWords } from './use-selected-words.ts'
import { useWordsActions } from './use-words-actions.tsx'

interface ReaderProps {
  readonly document: Document
  /** Null until it has arrived, and while the document has none. */
  readonly text: ReadingText | null
}

/** Fewer headings than that are no help. */
const LEAST_ENTRIES = 2

/** A document with everything around it. */
export function Reader({ document, text }: ReaderProps): JSX.Element {
  const reader = useReader(document, text)
  const { outline, find } = reader
  const isWide = useIsWide()
  const [isOutlineOpen, setOutlineOpen] = useState(isWide)
  const body = useRef<HTMLDivElement>(null)
  const findField = useRef<HTMLInputElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const actions = useWordsActions(document)
  const selected = useSelectedWords(body, text, reader.alignedPages)
  const hasOutline = outline.length >= LEAST_ENTRIES
  const openFind = (): void => {
    if (reader.address.find === null) reader.setFind('')
    else findField.current?.select()
  }
  const closeFind = (): void => {
    reader.setFind(null)
    title.current?.focus()
  }
  useKeys((key) => {
    if (key === '/') openFind()
    else if (find.hits.length > 0 && key.toLowerCase() === 'n') reader.stepHit(key === 'n' ? 1 : -1)
    else return false
    return true
  })
  useEffect(() => {
    window.document.title = `${document.title} – LearnPath`
  }, [document.title])
  return (
    <div className="flex h-[calc(100dvh-4rem)] min-w-0 flex-col md:h-dvh">
      <ReaderHeader
        document={document}
        title={title}
        reader={reader}
        actions={actions}
        onFind={openFind}
        onOutline={hasOutline ? () => setOutlineOpen(!isOutlineOpen) : null}
        isOutlineOpen={isOutlineOpen}
      />
      {reader.address.find !== null && <FindBar reader={reader} field={findField} onClose={closeFind} />}
      <Notes reader={reader} />
      <div className="flex min-h-0 flex-1">
        {hasOutline && isOutlineOpen && (
          <Outline reader={reader} isBeside={isWide} onClose={() => setOutlineOpen(false)} />
        )}
        <div ref={body} className="min-w-0 flex-1">
          <Body document={document} text={text} reader={reader} />
        </div>
      </div>
      {selected !== null && <SelectionToolbar selected={selected} actions={actions} />}
      {actions.dialog}
    </div>
  )
}

function Body({ document, text, reader }: ReaderProps & { readonly reader: ReaderState }): JSX.Element {
  if (!document.searchable) {
    return (
      <div className="h-full overflow-y-auto">
        <UnreadableDocument document={document} />
      </div>
    )
  }
  return (
    <DocumentViews
      document={document}
      reading={text}
      view={reader.view}
      passage={reader.passage?.range ?? null}
      highlights={reader.highlights}
      target={reader.target}
      firstPage={reader.address.page}
      alignedPages={reader.alignedPages}
      onPlace={reader.tellPlace}
      onView={reader.showView}
    />
  )
}

/** What is worth knowing about how the document was opened. */
function Notes({ reader }: { readonly reader: ReaderState }): JSX.Element {
  const t = useTranslations('reader')
  const { isResumed, linked } = reader
  return (
    <>
      {isResumed && (
        <ReaderNote
          kind="plain"
          actions={
            <Button size="small" variant="quiet" onClick={reader.toBeginning}>
              {t('toBeginning')}
            </Button>
          }
        >
          {t('resumed')}
        </ReaderNote>
      )}
      {linked?.certainty === 'moved' && <ReaderNote>{t('passageMoved')}</ReaderNote>}
      {linked?.certainty === 'unsure' && <ReaderNote>{t('passageUnsure')}</ReaderNote>}
    </>
  )
}

interface OutlineProps {
  readonly reader: ReaderState
  readonly isBeside: boolean
  readonly onClose: () => void
}

/** Beside the document, or over it where there is no room. */
function Outline({ reader, isBeside, onClose }: OutlineProps): JSX.Element {
  const t = useTranslations('reader')
  const { outline, place, toEntry } = reader
  if (isBeside) {
    return (
      <aside className="w-64 shrink-0 overflow-y-auto border-r border-line bg-ground p-2">
        <OutlineList outline={outline} place={place} onOpen={toEntry} />
      </aside>
    )
  }
  return (
    <Dialog open place="side" title={t('outline')} onOpenChange={onClose}>
      <OutlineList
        outline={outline}
        place={place}
        onOpen={(entry) => {
          onClose()
          toEntry(entry)
        }}
      />
    </Dialog>
  )
}
