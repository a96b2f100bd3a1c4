import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createDiscovery } from './discovery.ts'
import { createOidcIdentityProvider } from './oidc-identity-provider.ts'
import { createOidcTokenVerifier } from './oidc-token-verifier.ts'

const AUDIENCE = 'learnpath'
const clock = createManualClock()
const now = () => Math.floor(clock.now() / 1000)

/** An issuer on this machine, with keys that can be exchanged. */
let server: Server
let issuer = ''
let published: object[] = []
let fetchedKeys = 0
let idToken = ''
let tokenRequest = new URLSearchParams()

beforeEach(async () => {
  fetchedKeys = 0
  server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request
      .on('data', (piece: Buffer) => pieces.push(piece))
      .on('end', () => {
        const path = request.url ?? ''
        const answers: Record<string, () => object> = {
          '/.well-known/openid-configuration': () => ({
            issuer,
            jwks_uri: `${issuer}/keys`,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
          }),
          '/keys': () => {
            fetchedKeys += 1
            return { keys: published }
          },
          '/token': () => {
            tokenRequest = new URLSearchParams(Buffer.concat(pieces).toString())
            return { id_token: idToken }
          },
        }
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[path]?.() ?? {}))
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function newKey(kid: string, algorithm = 'RS256') {
  const { publicKey, privateKey } = await generateKeyPair(algorithm)
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }, privateKey, kid, algorithm }
}

async function tokenOf(
  key: { readonly privateKey: CryptoKey; readonly kid: string; readonly algorithm: string },
  claims: Readonly<Record<string, unknown>> = {},
) {
  return await new SignJWT({ iss: issuer, aud: AUDIENCE, sub: 'ada', iat: now(), exp: now() + 300, ...claims })
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid })
    .sign(key.privateKey)
}

const verifier = (given: { readonly sharedSecret?: string } = {}) =>
  createOidcTokenVerifier({
    issuer,
    audiences: [AUDIENCE],
    algorithms: ['RS256', 'ES256'],
    sharedSecret: given.sharedSecret ?? null,
    skewSeconds: 60,
    discovery: createDiscovery({ issuer, clock }),
    clock,
  })

test('a token of the issuer tells who it is; keys are fetched once', async () => {
  const key = await newKey('one')
  published = [key.jwk]
  const { verify } = verifier()
  const claims = { email: 'ada@example.org', email_verified: true, name: 'Ada', app_metadata: { team: 'physics' } }
  const told = await verify(await tokenOf(key, claims))
  expect(told).toMatchObject({ issuer, subject: 'ada', email: 'ada@example.org', emailVerified: true, name: 'Ada' })
  expect(told.all).toMatchObject({ app_metadata: { team: 'physics' } })
  await verify(await tokenOf(key, { sub: 'ben' }))
  expect(fetchedKeys).toBe(1)
})

test('a new key is found when a token names it; made-up ones do not make us ask again and again', async () => {
  const [old, next] = [await newKey('one'), await newKey('two', 'ES256')]
  published = [old.jwk]
  const { verify } = verifier()
  await verify(await tokenOf(old))
  published = [next.jwk]
  clock.advance(11_000)
  expect(await verify(await tokenOf(next))).toMatchObject({ subject: 'ada' })
  await expect(verify(await tokenOf(old))).rejects.toMatchObject({ code: 'LP_CREDENTIAL_REFUSED' })
  const stranger = await newKey('three')
  for (let count = 0; count < 5; count += 1) {
    await expect(verify(await tokenOf(stranger))).rejects.toMatchObject({ code: 'LP_CREDENTIAL_REFUSED' })
  }
  expect(fetchedKeys).toBe(2)
})

test('another issuer, another audience, another time, another signature and no signature are refused', async () => {
  const key = await newKey('one')
  published = [key.jwk]
  const { verify } = verifier()
  const right = await tokenOf(key)
  const [header = '', payload = '', signature = ''] = right.split('.')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const secret = new TextEncoder().encode(JSON.stringify(key.jwk))
  const confused = await new SignJWT({ sub: 'ada', iss: issuer, aud: AUDIENCE, exp: now() + 300 })
    .setProtectedHeader({ alg: 'HS256', kid: 'one' })
    .sign(secret)
  const wrong = [
    await tokenOf(key, { iss: 'https://elsewhere.example' }),
    await tokenOf(key, { aud: 'another' }),
    await tokenOf(key, { exp: now() - 61 }),
    await tokenOf(key, { nbf: now() + 61 }),
    await tokenOf(key, { sub: undefined }),
    await tokenOf(key, { exp: undefined }),
    [header, part({ sub: 'root', iss: issuer, aud: AUDIENCE, exp: now() + 300 }), signature].join('.'),
    [part({ alg: 'none' }), payload, ''].join('.'),
    confused,
    'nonsense',
    'x'.repeat(20_000),
  ]
  for (const token of wrong) await expect(verify(token)).rejects.toMatchObject({ code: 'LP_CREDENTIAL_REFUSED' })
  expect(await verify(await tokenOf(key, { exp: now() - 59 }))).toMatchObject({ subject: 'ada' })
  expect(await verify(await tokenOf(key, { nbf: now() + 59 }))).toMatchObject({ subject: 'ada' })
})

test('a shared secret signs by HS256 and by nothing else', async () => {
  const sharedSecret = 'the secret of an older project, long enough'
  const { verify } = verifier({ sharedSecret })
  const sign = async (secret: string) =>
    await new SignJWT({ sub: 'ada', iss: issuer, aud: AUDIENCE, exp: now() + 300 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret))
  expect(await verify(await sign(sharedSecret))).toMatchObject({ subject: 'ada' })
  const key = await newKey('one')
  published = [key.jwk]
  for (const wrong of [await sign(`${sharedSecret}!`), await tokenOf(key)]) {
    await expect(verify(wrong)).rejects.toMatchObject({ code: 'LP_CREDENTIAL_REFUSED' })
  }
})

test('an issuer that is away is told apart from a bad token; known keys stay good meanwhile', async () => {
  const key = await newKey('one')
  published = [key.jwk]
  const known = verifier()
  const token = await tokenOf(key, { exp: now() + 3600 })
  await known.verify(token)
  const fresh = verifier()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await expect(fresh.verify(token)).rejects.toMatchObject({ code: 'LP_OIDC_UNREACHABLE' })
  clock.advance(700_000)
  expect(await known.verify(token)).toMatchObject({ subject: 'ada' })
})

test('a browser is sent with a challenge, and only the answer to it is taken', async () => {
  const key = await newKey('one')
  published = [key.jwk]
  let count = 0
  const provider = createOidcIdentityProvider({
    clientId: AUDIENCE,
    clientSecret: 'a secret',
    scopes: 'openid email',
    discovery: createDiscovery({ issuer, clock }),
    verifier: verifier(),
    secretSource: { next: () => `secret-${(count += 1)}` },
  })
  const redirectAddress = 'https://learn.example.org/session/provider/callback'
  const { address, codeVerifier, nonce } = await provider.begin({ state: 'state-1', redirectAddress })
  const { searchParams } = new URL(address)
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    client_id: AUDIENCE,
    redirect_uri: redirectAddress,
    state: 'state-1',
    nonce,
    code_challenge_method: 'S256',
  })
  expect(address).not.toContain(codeVerifier)
  idToken = await tokenOf(key, { nonce })
  const answer = { code: 'code-1', redirectAddress, codeVerifier, nonce }
  expect(await provider.finish(answer)).toMatchObject({ subject: 'ada' })
  expect(Object.fromEntries(tokenRequest)).toMatchObject({ code: 'code-1', code_verifier: codeVerifier })
  idToken = await tokenOf(key, { nonce: 'of another sign-in' })
  await expect(provider.finish(answer)).rejects.toMatchObject({ code: 'LP_OIDC_REFUSED' })
  idToken = await tokenOf(await newKey('stranger'), { nonce })
  await expect(provider.finish(answer)).rejects.toMatchObject({ code: 'LP_OIDC_REFUSED' })
})
