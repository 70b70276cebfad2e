import { FormatRegistry, type StringOptions, Type } from '@sinclair/typebox';

// What PostgreSQL can store and UTF-8 can carry: no NUL, no half of a surrogate pair.
const isText = (value: string) => value.isWellFormed() && !value.includes('\0');
FormatRegistry.Set('text', isText);

/** A string that every part of the platform can carry unchanged. */
export const Text = (options: StringOptions & { error?: string } = {}) => Type.String({ format: 'text', ...options });

export { isText };
