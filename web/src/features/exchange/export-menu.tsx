import type { ExportFormat } from '@learnpath/contracts'
import { DownloadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { addressOf } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'

/** For whom each format is, in the order of how often it is wanted. */
const OF_CARDS: readonly ExportFormat[] = ['apkg', 'anki-tsv', 'csv', 'markdown', 'html', 'json']
const OF_QUIZ: readonly ExportFormat[] = ['apkg', 'anki-tsv', 'html', 'markdown', 'moodle-xml', 'gift', 'qti', 'csv']

interface ExportMenuProps {
  /** The items of this quiz; without it cards. */
  readonly quizId?: string
  /** Cards of this deck; without it of all. */
  readonly deck?: string | null
}

/** Takes a quiz or cards along to another program: each entry is a download. */
export function ExportMenu({ quizId, deck = null }: ExportMenuProps): JSX.Element {
  const t = useTranslations('exchange')
  const formats = quizId === undefined ? OF_CARDS : OF_QUIZ
  return (
    <Menu trigger={<Button icon={<DownloadIcon />}>{t('export')}</Button>}>
      {formats.map((format) => (
        <MenuItem
          key={format}
          onSelect={() =>
            download(
              addressOf('exportLearning', {
                query: { format, ...(quizId === undefined ? {} : { quizId }), ...(deck === null ? {} : { deck }) },
              }),
            )
          }
        >
          {t(`format.${format}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}

/** The server names the file. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
