SELECT auction, bidder, price, channel, url, `time`, extra
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY bidder, auction ORDER BY `time` DESC) AS r FROM bid) AS t
WHERE r <= 1
