import { expect, test } from 'bun:test';
import { judge } from './verdict.ts';

test('a path that is a tenth slower in every round is slower', () => {
  expect(judge([0.9, 0.89, 0.91, 0.9, 0.88, 0.92, 0.9, 0.9, 0.89, 0.91]).verdict).toBe('slower');
});

test('a path that is a tenth faster in every round is faster', () => {
  expect(judge([1.1, 1.09, 1.11, 1.1, 1.12, 1.08, 1.1, 1.1, 1.09, 1.11]).verdict).toBe('faster');
});

test('rounds on both sides of 1 show no clear difference, whatever their median', () => {
  expect(judge([0.7, 1.3, 0.6, 1.4, 0.9, 1.1, 0.8, 1.2, 0.9, 0.9]).verdict).toBe('no clear difference');
});

test('a few percent are no clear difference: two platforms of the same code differ by as much', () => {
  expect(judge([0.97, 0.96, 0.97, 0.98, 0.97, 0.96, 0.97, 0.97, 0.98, 0.96]).verdict).toBe('no clear difference');
});
