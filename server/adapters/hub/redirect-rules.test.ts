import { expect, test } from 'vitest'
import { mayRedirect } from './redirect-rules.ts'

const HUB = 'https://huggingface.co/a/b/resolve/main/c'

test.each([
  [HUB, 'https://huggingface.co/elsewhere', true],
  [HUB, 'https://cdn-lfs-us-1.hf.co/file?sign=x', true],
  [HUB, 'https://cas-bridge.xethub.hf.co/file', true],
  [HUB, 'http://huggingface.co/without-encryption', false],
  [HUB, 'https://evil-hf.co/file', false],
  [HUB, 'https://hf.co.evil.example/file', false],
  [HUB, 'https://evil.example/file', false],
  [HUB, 'https://hf.co@evil.example/file', false],
  [HUB, 'https://user:word@hf.co/file', false],
  [HUB, 'http://169.254.169.254/latest/meta-data', false],
  [HUB, 'https://169.254.169.254/latest/meta-data', false],
  [HUB, 'https://10.0.0.1/', false],
  [HUB, 'https://[::1]/', false],
  [HUB, 'https://[::ffff:127.0.0.1]/', false],
  [HUB, 'http://127.0.0.1:6379/', false],
  [HUB, 'http://2130706433/', false],
  [HUB, 'http://localhost:8080/', false],
  [HUB, 'file:///etc/passwd', false],
  ['http://mirror.lan:8080/a', 'http://mirror.lan:9090/a', true],
  ['http://mirror.lan:8080/a', 'http://other.lan/a', false],
  ['http://mirror.lan:8080/a', 'http://127.0.0.1/a', false],
  ['http://mirror.lan:8080/a', 'https://store.example.org/a', true],
  ['http://mirror.lan:8080/a', 'https://eu.store.example.org/a', true],
  ['http://mirror.lan:8080/a', 'http://store.example.org/a', false],
  ['http://127.0.0.1:8080/a', 'http://localhost:9090/a', true],
  ['http://127.0.0.1:8080/a', 'http://[::1]:9090/a', true],
  ['http://127.0.0.1:8080/a', 'http://10.0.0.1/a', false],
])('from %s to %s: %s', (from, to, followed) => {
  expect(mayRedirect(new URL(from), new URL(from), new URL(to), ['store.example.org'])).toBe(followed)
})

test('a step over an encrypted host does not lead back to an open one', () => {
  const [endpoint, cdn] = [new URL('http://mirror.lan/a'), new URL('https://store.example.org/a')]
  expect(mayRedirect(endpoint, cdn, new URL('http://mirror.lan/b'), [])).toBe(false)
})
