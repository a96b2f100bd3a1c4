import type { TextSeal } from '../ports/text-seal.ts'
import type { Settings } from './settings.ts'

/**
 * For a store that several processes share: the one that is given a password need not be the one that reads the document. What both know is
 * the secret of the services, or else the address of the store. @returns nothing where there is one process
 */
export async function openPasswordSeal({
  storeUrl,
  serviceSecret,
}: Pick<Settings, 'storeUrl' | 'serviceSecret'>): Promise<{ readonly passwordSeal?: TextSeal }> {
  if (storeUrl === null) return {}
  const { createAesTextSeal } = await import('../adapters/sealing/aes-text-seal.ts')
  return { passwordSeal: createAesTextSeal({ secret: serviceSecret ?? storeUrl }) }
}
