import Holidays from 'date-holidays';

const years = new Map<string, ReadonlyMap<string, string>>();

/** The public holidays of a country, or a region of it, in a year: names by date. Empty for a country nobody knows. */
export function countryHolidays(
  country: string,
  region: string | undefined,
  year: number,
): ReadonlyMap<string, string> {
  const name = `${country}/${region ?? ''}/${year}`;
  const known = years.get(name);
  if (known) return known;
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const holidays = calendar.getHolidays(year).filter(({ type }) => type === 'public');
  const dates = new Map(holidays.map((holiday) => [holiday.date.slice(0, 10), holiday.name]));
  years.set(name, dates);
  return dates;
}

/** Whether the country's holidays are known. */
export const isHolidayCountry = (country: string): boolean => Object.hasOwn(new Holidays().getCountries(), country);
