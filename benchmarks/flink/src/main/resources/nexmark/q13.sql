SELECT b.auction, b.bidder, b.price, b.`time`, s.label
FROM (SELECT *, PROCTIME() AS p FROM bid) AS b
JOIN side FOR SYSTEM_TIME AS OF b.p AS s ON MOD(b.auction, 10000) = s.id
