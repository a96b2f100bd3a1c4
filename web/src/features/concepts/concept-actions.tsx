import {
  ChatBubbleIcon,
  DotsHorizontalIcon,
  EyeClosedIcon,
  EyeOpenIcon,
  Pencil1Icon,
  QuestionMarkCircledIcon,
  RocketIcon,
} from '@radix-ui/react-icons'
import type { ConceptDetail } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import type { ConceptNet } from './concept-net.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { SplitDialog } from './split-dialog.tsx'
import { useConceptEdits } from './use-concept-edits.ts'

interface ConceptActionsProps {
  readonly concept: ConceptDetail
  readonly net: ConceptNet | null
}

/** What can be done with a concept: learn it, and set it right. */
export function ConceptActions({ concept, net }: ConceptActionsProps): JSX.Element {
  const t = useTranslations('concepts')
  const [open, setOpen] = useState<'rename' | 'merge' | 'split' | null>(null)
  const { setHidden } = useConceptEdits()
  const { id, name, aliases, hidden } = concept
  const conceptId = encodeURIComponent(id)
  const onOpenChange = (isOpen: boolean): void => {
    if (!isOpen) setOpen(null)
  }
  return (
    <div className="flex flex-wrap gap-2">
      <IfMay use="createQuiz">
        <ButtonLink to={`/quizzes?conceptId=${conceptId}`} variant="primary" icon={<QuestionMarkCircledIcon />}>
          {t('quiz')}
        </ButtonLink>
      </IfMay>
      <IfMay use="createPlan">
        <ButtonLink to={`/plans/new?conceptId=${conceptId}`} icon={<RocketIcon />}>
          {t('plan')}
        </ButtonLink>
      </IfMay>
      <ButtonLink to={`/ask?q=${encodeURIComponent(t('question', { name }))}`} icon={<ChatBubbleIcon />}>
        {t('ask')}
      </ButtonLink>
      <IfMay use="updateConcept">
        {hidden && (
          <Button icon={<EyeOpenIcon />} onClick={() => setHidden(concept, false)}>
            {t('unhide')}
          </Button>
        )}
        <Menu
          trigger={
            <Button icon={<DotsHorizontalIcon />} aria-label={t('change')}>
              {t('change')}
            </Button>
          }
        >
          <MenuItem icon={<Pencil1Icon />} onSelect={() => setOpen('rename')}>
            {t('rename')}
          </MenuItem>
          <MenuItem disabled={net === null} onSelect={() => setOpen('merge')}>
            {t('merge')}
          </MenuItem>
          <MenuItem disabled={aliases.length === 0} onSelect={() => setOpen('split')}>
            {t('split')}
          </MenuItem>
          {!hidden && (
            <MenuItem icon={<EyeClosedIcon />} onSelect={() => setHidden(concept, true)}>
              {t('hide')}
            </MenuItem>
          )}
        </Menu>
        {open === 'rename' && <RenameDialog concept={concept} onOpenChange={onOpenChange} />}
        {open === 'merge' && net !== null && <MergeDialog concept={concept} net={net} onOpenChange={onOpenChange} />}
        {open === 'split' && <SplitDialog concept={concept} onOpenChange={onOpenChange} />}
      </IfMay>
    </div>
  )
}
