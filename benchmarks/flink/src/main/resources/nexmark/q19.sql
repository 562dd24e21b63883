SELECT auction, bidder, price, channel, url, `time`, extra, r
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price DESC) AS r FROM bid) AS t
WHERE r <= 10
