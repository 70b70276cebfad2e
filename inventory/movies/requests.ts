import { isText } from '@matinee/contracts/text';
import { type Fault, Problem } from '@matinee/runtime/problem';

const largestId = 2_147_483_647;

/**
 * The id in a path; undefined for one that is a number but too large to have been given out.
 * @throws Problem 400 for anything but a positive integer
 */
export const readId = (text: string): number | undefined => {
  if (!/^[1-9]\d*$/.test(text)) throw new Problem(400, `An id is a positive integer; "${text}" is not.`);
  const id = Number(text);
  return id <= largestId ? id : undefined;
};

/**
 * The query of the list.
 * @throws Problem 422 that names every parameter that makes no sense
 */
export const readListQuery = (url: string): { title?: string } => {
  const given = new URL(url).searchParams;
  const faults: Fault[] = [];
  for (const name of new Set(given.keys())) {
    if (name !== 'title') faults.push({ path: name, message: 'is no parameter of this list; it takes title' });
    else if (given.getAll(name).length > 1) faults.push({ path: name, message: 'is given more than once' });
    else if (!isText(given.get(name) ?? '')) faults.push({ path: name, message: 'contains a NUL character' });
  }
  if (faults.length > 0) throw new Problem(422, 'The query makes no sense to this list.', { errors: faults });
  const title = given.get('title');
  return title === null ? {} : { title };
};
