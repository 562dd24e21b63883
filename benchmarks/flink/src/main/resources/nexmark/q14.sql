SELECT auction, bidder, 0.908 * price AS price,
       CASE WHEN HOUR(`time`) BETWEEN 8 AND 18 THEN 'dayTime'
            WHEN HOUR(`time`) <= 6 OR HOUR(`time`) >= 20 THEN 'nightTime'
            ELSE 'otherTime' END AS bid_time_type,
       `time`, extra, CHAR_LENGTH(extra) - CHAR_LENGTH(REPLACE(extra, 'c', '')) AS c_counts
FROM bid
WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000
