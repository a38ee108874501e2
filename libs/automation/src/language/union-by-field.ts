import { z } from 'zod';

/** Forms of a value, by the field that tells each apart. */
export type FormsByField = Readonly<Record<string, z.ZodType>>;
export type UnionOf<F extends FormsByField> = z.ZodUnion<readonly F[keyof F][]>;

/**
 * A union whose forms are told apart by a field. Only the form that is meant is tried: what is wrong is said of that form alone,
 * and a value that fits none costs no more than one that does. A plain union tries all forms of every value, at every depth.
 */
export function unionByField<const F extends FormsByField>(
  forms: F,
  meta: { id: string; description?: string },
): UnionOf<F> {
  const union = z.union(Object.values(forms) as unknown as readonly F[keyof F][]).meta(meta);
  const byField = new Map(Object.entries(forms));
  union._zod.run = (payload, ctx) => {
    const form = formOf(payload.value, byField);
    if (form) return form._zod.run(payload, ctx);
    payload.issues.push({ code: 'invalid_union', input: payload.value, inst: union, errors: [], note: 'no form' });
    return payload;
  };
  return union;
}

/** The first form one of whose fields the value has. */
function formOf(value: unknown, byField: ReadonlyMap<string, z.ZodType>): z.ZodType | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [field, form] of byField) if (Object.hasOwn(value, field)) return form;
  return undefined;
}
