import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../components/button.tsx'
import { TextField } from '../../../components/field.tsx'
import { Chip } from '../chip.tsx'
import { SpeedTest } from './speed-test.tsx'

const PRESETS = { slow: 130, usual: 200, fast: 280 } as const
const LEAST = 60
const MOST = 600

interface ReadingSpeedProps {
  readonly value: number
  readonly onChange: (wordsPerMinute: number) => void
}

/** Words a minute: one of three, typed, or found out by reading a short text. */
export function ReadingSpeed({ value, onChange }: ReadingSpeedProps): JSX.Element {
  const t = useTranslations('plans')
  const [testing, setTesting] = useState(false)
  const isWrong = !(Number.isInteger(value) && value >= LEAST && value <= MOST)
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{t('readingSpeed')}</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        {(['slow', 'usual', 'fast'] as const).map((name) => (
          <Chip key={name} pressed={value === PRESETS[name]} onPress={() => onChange(PRESETS[name])}>
            {t(`speeds.${name}`)}
          </Chip>
        ))}
        <Button size="small" variant="quiet" aria-expanded={testing} onClick={() => setTesting(!testing)}>
          {t('testYourself')}
        </Button>
      </div>
      <div className="max-w-56">
        <TextField
          label={t('wordsPerMinute')}
          type="number"
          min={LEAST}
          max={MOST}
          value={Number.isNaN(value) ? '' : value}
          onChange={({ target }) => onChange(target.valueAsNumber)}
          error={isWrong ? t('wordsError') : undefined}
        />
      </div>
      {testing && (
        <SpeedTest
          onResult={(words) => {
            onChange(Math.min(MOST, Math.max(LEAST, words)))
            setTesting(false)
          }}
        />
      )}
    </fieldset>
  )
}
