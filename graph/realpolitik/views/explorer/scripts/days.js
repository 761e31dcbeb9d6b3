// Days as text (YYYY-MM-DD) and as numbers; bins for the timeline.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAY_LENGTH = 86400000;

export function dayNumber(day) {
  const [year, month, date] = day.split("-").map(Number);
  const moment = new Date(0);
  moment.setUTCFullYear(year, (month || 1) - 1, date || 1);
  return Math.floor(moment.getTime() / DAY_LENGTH);
}

export function dayText(number) {
  return new Date(number * DAY_LENGTH).toISOString().slice(0, 10);
}

export function readableDay(day) {
  const [year, month, date] = String(day).split("-");
  if (!month) return year;
  return date ? `${Number(date)} ${MONTHS[month - 1]} ${year}` : `${MONTHS[month - 1]} ${year}`;
}

// A span of days as people write it: a day, a month, a year, or from – to.
export function readablePeriod(start, end) {
  if (!start && !end) return null;
  if (!start) return `until ${readableDay(end)}`;
  if (!end) return `from ${readableDay(start)}`;
  if (start === end) return readableDay(start);
  if (start.endsWith("-01-01") && end === `${start.slice(0, 4)}-12-31`) return start.slice(0, 4);
  const month = start.slice(0, 7);
  if (start.endsWith("-01") && end.startsWith(month) && dayText(dayNumber(end) + 1).endsWith("-01")) return readableDay(month);
  return `${readableDay(start)} – ${readableDay(end)}`;
}

// Bins of whole years, months or days, at most `most` of them, over the days of all claims.
export function makeBins(days, most = 60) {
  if (!days.length) return null;
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  const months = years * 12;
  if (dayNumber(last) - dayNumber(first) < most) return dayBins(first, last);
  if (months <= most + 12) return monthBins(first, last, 1);
  return yearBins(Number(first.slice(0, 4)), Number(last.slice(0, 4)), Math.max(1, Math.ceil(years / most)));
}

function dayBins(first, last) {
  const bins = [];
  for (let day = dayNumber(first); day <= dayNumber(last); day += 1) bins.push({ from: dayText(day), to: dayText(day), label: readableDay(dayText(day)) });
  return bins;
}

function monthBins(first, last) {
  const bins = [];
  let [year, month] = first.split("-").map(Number);
  for (;;) {
    const from = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (from > last.slice(0, 7)) return bins;
    const next = month === 12 ? [year + 1, 1] : [year, month + 1];
    const end = dayText(dayNumber(`${String(next[0]).padStart(4, "0")}-${String(next[1]).padStart(2, "0")}-01`) - 1);
    bins.push({ from: `${from}-01`, to: end, label: readableDay(from) });
    [year, month] = next;
  }
}

function yearBins(first, last, step) {
  const bins = [];
  for (let year = first; year <= last; year += step) {
    const end = Math.min(year + step - 1, last);
    const text = (number) => String(number).padStart(4, "0");
    bins.push({ from: `${text(year)}-01-01`, to: `${text(end)}-12-31`, label: year === end ? text(year) : `${text(year)}–${text(end)}` });
  }
  return bins;
}
