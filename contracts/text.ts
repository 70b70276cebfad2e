import { FormatRegistry, type StringOptions, Type } from '@sinclair/typebox';

// PostgreSQL cannot store NUL, and UTF-8 has no lone surrogates.
const isText = (value: string) => value.isWellFormed() && !value.includes('\0');
FormatRegistry.Set('text', isText);

/** A string that the whole platform passes on unchanged. */
export const Text = (options: StringOptions & { error?: string } = {}) => Type.String({ format: 'text', ...options });

export { isText };
