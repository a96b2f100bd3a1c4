import {
  ArrowLeftIcon,
  CalendarIcon,
  CardStackPlusIcon,
  ChatBubbleIcon,
  CopyIcon,
  DotsVerticalIcon,
  DownloadIcon,
  Link2Icon,
  ListBulletIcon,
  MagnifyingGlassIcon,
  TargetIcon,
} from '@radix-ui/react-icons'
import type { Document } from '@learnpath/contracts'
import type { JSX, RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { addressOf } from '../../api/request.ts'
import { IconButton } from '../../components/button.tsx'
import { Menu, MenuHeading, MenuItem } from '../../components/menu.tsx'
import type { ReaderState } from './use-reader.ts'
import type { WordsActions } from './use-words-actions.tsx'
import { ViewSwitch } from './view-switch.tsx'

interface ReaderHeaderProps {
  readonly document: Document
  readonly title: RefObject<HTMLHeadingElement | null>
  readonly reader: ReaderState
  readonly actions: WordsActions
  readonly onFind: () => void
  /** Null when the document has no headings. */
  readonly onOutline: (() => void) | null
  readonly isOutlineOpen: boolean
}

/** What document it is, how it is shown, and what can be done with it. */
export function ReaderHeader({
  document,
  title,
  reader,
  actions,
  onFind,
  onOutline,
  isOutlineOpen,
}: ReaderHeaderProps): JSX.Element {
  const t = useTranslations('reader')
  return (
    <header className="flex items-center gap-x-1 border-b sm:gap-x-2 border-line bg-surface px-2 py-1.5 sm:px-4">
      <BackButton />
      {onOutline !== null && (
        <IconButton label={t('outline')} icon={<ListBulletIcon />} aria-pressed={isOutlineOpen} onClick={onOutline} />
      )}
      <h1
        ref={title}
        tabIndex={-1}
        className="line-clamp-2 min-w-24 flex-1 text-sm leading-tight font-semibold hyphens-auto outline-none sm:text-lg"
      >
        {document.title}
      </h1>
      {document.format === 'pdf' && <ViewSwitch view={reader.view} onView={reader.showView} withBoth />}
      <IconButton label={t('findKey')} icon={<MagnifyingGlassIcon />} onClick={onFind} />
      <ReaderMenu document={document} reader={reader} actions={actions} />
    </header>
  )
}

/** To whatever led here; to the library when nothing of this app did. */
function BackButton(): JSX.Element {
  const t = useTranslations('reader')
  const [, navigate] = useLocation()
  const goBack = (): void => {
    if (window.history.length > 1) window.history.back()
    else navigate('/library')
  }
  return <IconButton label={t('back')} icon={<ArrowLeftIcon />} onClick={goBack} />
}

interface ReaderMenuProps {
  readonly document: Document
  readonly reader: ReaderState
  readonly actions: WordsActions
}

/** What a selection offers, for the marked passage too: by keyboard and on a phone; then what concerns the whole document. */
function ReaderMenu({ document, reader, actions }: ReaderMenuProps): JSX.Element {
  const t = useTranslations('reader')
  const app = useTranslations('app')
  const { passage } = reader
  return (
    <Menu trigger={<IconButton label={app('more')} icon={<DotsVerticalIcon />} />}>
      {passage !== null && (
        <>
          <MenuHeading>{t('passageMenu')}</MenuHeading>
          <MenuItem icon={<TargetIcon />} onSelect={reader.toPassage}>
            {t('toPassage')}
          </MenuItem>
          <MenuItem icon={<ChatBubbleIcon />} onSelect={() => actions.ask(passage)}>
            {t('askAbout')}
          </MenuItem>
          <IfMay use="createCards">
            <MenuItem icon={<CardStackPlusIcon />} onSelect={() => actions.makeCard(passage)}>
              {t('makeCard')}
            </MenuItem>
          </IfMay>
          <MenuItem icon={<CopyIcon />} onSelect={() => actions.copy(passage)}>
            {t('copy')}
          </MenuItem>
          <MenuItem icon={<Link2Icon />} onSelect={() => actions.copyLink(passage)}>
            {t('link')}
          </MenuItem>
          <MenuHeading>{t('document')}</MenuHeading>
        </>
      )}
      <DocumentItems document={document} actions={actions} />
    </Menu>
  )
}

function DocumentItems({ document, actions }: Omit<ReaderMenuProps, 'reader'>): JSX.Element {
  const t = useTranslations('reader')
  const [, navigate] = useLocation()
  const download = (): void => {
    const link = window.document.createElement('a')
    link.href = addressOf('documentContent', { params: { id: document.id } })
    link.download = document.path.split('/').at(-1) ?? document.title
    link.click()
  }
  return (
    <>
      <MenuItem icon={<DownloadIcon />} onSelect={download}>
        {t('download')}
      </MenuItem>
      <MenuItem
        icon={<ChatBubbleIcon />}
        onSelect={() => navigate(`/ask?documentId=${encodeURIComponent(document.id)}`)}
      >
        {t('askDocument')}
      </MenuItem>
      <IfMay use="createPlan">
        <MenuItem icon={<CalendarIcon />} onSelect={actions.plan}>
          {t('plan')}
        </MenuItem>
      </IfMay>
    </>
  )
}
