import { expect, test } from 'vitest'
import { ReplicaLag } from './replica-lag.ts'

test('counts from when the primary had what the replica lacks', () => {
  const lag = new ReplicaLag()
  expect(lag.seconds(0)).toBe(0)
  lag.primaryAt(100, 1000)
  lag.primaryAt(200, 3000)
  expect(lag.seconds(5000)).toBe(4)
  lag.replicaAt(150)
  expect(lag.seconds(5000)).toBe(2)
  lag.replicaAt(200)
  expect(lag.seconds(9000)).toBe(0)
})

test('is nothing however long nothing is written', () => {
  const lag = new ReplicaLag()
  lag.primaryAt(100, 1000)
  lag.replicaAt(100)
  lag.primaryAt(100, 900_000)
  expect(lag.seconds(900_000)).toBe(0)
})

test('is told from the first change on that is not there yet, however soon after the last one', () => {
  const lag = new ReplicaLag()
  lag.primaryAt(100, 1000)
  lag.replicaAt(100)
  lag.primaryAt(101, 1001)
  expect(lag.seconds(1002)).toBe(0.001)
})

test('goes on while the replica does not answer, whatever is written meanwhile', () => {
  const lag = new ReplicaLag()
  for (let second = 1; second <= 3000; second += 1) lag.primaryAt(second, second * 1000)
  expect(lag.seconds(3_001_000)).toBe(3000)
  lag.replicaAt(3000)
  expect(lag.seconds(3_001_000)).toBe(0)
})
