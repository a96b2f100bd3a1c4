import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'

/** What a provider says of itself (OpenID Connect Discovery 1.0; RFC 8414 has the same names). */
const Metadata = z.object({
  issuer: z.string(),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  authorization_endpoint: z.url({ protocol: /^https?$/ }).optional(),
  token_endpoint: z.url({ protocol: /^https?$/ }).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
})
export type ProviderMetadata = z.infer<typeof Metadata>

const FRESH_MS = 3_600_000
const TIMEOUT_MS = 5000
const MAX_BYTES = 1_000_000

/** Reads the provider's description, once an hour. */
export interface Discovery {
  /** @throws LP_OIDC_UNREACHABLE */
  metadata(): Promise<ProviderMetadata>
}

export function createDiscovery({ issuer, clock }: { readonly issuer: string; readonly clock: Clock }): Discovery {
  let known: { readonly metadata: ProviderMetadata; readonly at: number } | null = null
  let asking: Promise<ProviderMetadata> | null = null

  async function ask(): Promise<ProviderMetadata> {
    const address = `${issuer}/.well-known/openid-configuration`
    const metadata = Metadata.safeParse(await fetchJson(address))
    if (!metadata.success) throw unreachable(`${address} is no description of a provider`)
    // Another issuer's description must not be passed off as this one's.
    if (metadata.data.issuer.replace(/\/+$/u, '') !== issuer) {
      throw unreachable(`${address} is that of ${metadata.data.issuer}`)
    }
    known = { metadata: metadata.data, at: clock.monotonicMs() }
    return metadata.data
  }

  return {
    async metadata() {
      if (known !== null && clock.monotonicMs() - known.at < FRESH_MS) return known.metadata
      try {
        return await (asking ??= ask())
      } catch (failure) {
        if (known !== null) return known.metadata // What was true an hour ago is better than nobody getting in.
        throw failure
      } finally {
        asking = null
      }
    },
  }
}

export const unreachable = (detail: string, cause?: unknown): LearnPathError =>
  new LearnPathError('LP_OIDC_UNREACHABLE', { detail, cause, retryAfterSeconds: 5 })

/** JSON of the provider, of bounded size and within bounded time. @throws LP_OIDC_UNREACHABLE */
export async function fetchJson(address: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (cause) {
    throw unreachable(`${new URL(address).origin} does not answer`, cause)
  }
  const text = await readBounded(response)
  if (response.status >= 500) throw unreachable(`${new URL(address).origin} answers ${response.status}`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unreachable(`${address} answers ${response.status} without JSON`, cause)
  }
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true })
    if (text.length > MAX_BYTES) throw unreachable('the answer is too long')
  }
  return text + decoder.decode()
}
